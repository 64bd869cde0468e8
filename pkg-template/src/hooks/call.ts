import type { B24 } from '../b24.js'
import type { CallOptions } from '../call-options.js'
import type { B24Error } from '../error.js'
import type { Params } from '../params.js'

/** Options of a call that a component shows. */
export interface CallSettings extends Omit<CallOptions, 'signal'> {
  /** Whether to call; by default true. If not, the call waits, for example for an identifier. */
  readonly enabled?: boolean
}

/** The state of a call. */
export interface CallState<Result> {
  /** The result; undefined before the first one, and after a change of the method or the parameters. */
  readonly data: Result | undefined
  /** The total of rows, if the portal counted them. */
  readonly total: number | undefined
  /** Why the last call, or the connection, failed. */
  readonly error: B24Error | undefined
  /** Whether the call, or the connection, is in progress. */
  readonly loading: boolean
}

export const NO_CALL: CallState<unknown> = {
  data: undefined,
  total: undefined,
  error: undefined,
  loading: false,
}

/** Changes members of a state. */
export type Change<State> = (members: Partial<State>) => void

/** Starts a call. The returned function aborts it, and nothing changes from then on. */
export function startCall(
  b24: B24,
  method: string,
  params: Params | undefined,
  { enabled: _enabled, ...options }: CallSettings,
  change: Change<CallState<unknown>>,
): () => void {
  const controller = new AbortController()
  const { signal } = controller
  const settle = (members: Partial<CallState<unknown>>) => {
    if (!signal.aborted) change({ ...members, loading: false })
  }
  change({ loading: true, error: undefined })
  b24.call<unknown>(method, params, { ...options, signal }).then(
    ({ result, total }) => settle({ data: result, total }),
    (error: B24Error) => settle({ error }),
  )
  return () => controller.abort()
}
