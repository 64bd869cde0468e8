import type { B24 } from '../b24.js'
import type { B24Error } from '../error.js'
import type { ListOptions, Progress } from '../list.js'
import type { Params } from '../params.js'
import type { Change } from './call.js'

/** Options of a list that a component shows. */
export interface ListSettings extends Omit<ListOptions, 'signal' | 'onProgress'> {
  /** Whether to request the list; by default true. If not, the list waits. */
  readonly enabled?: boolean
  /** The most rows; no page beyond them is requested. */
  readonly take?: number
}

/** The state of a list. */
export interface ListState<Row> {
  /** The rows so far; after a failure those received before. */
  readonly rows: readonly Row[]
  /** The progress after the last page. */
  readonly progress: Progress | undefined
  /** Why the list, or the connection, failed. */
  readonly error: B24Error | undefined
  /** Whether the list, or the connection, is in progress. */
  readonly loading: boolean
  /** Whether all rows were received. */
  readonly done: boolean
}

export const NO_LIST: ListState<unknown> = {
  rows: [],
  progress: undefined,
  error: undefined,
  loading: false,
  done: false,
}

/** Starts a list. The returned function aborts it, and nothing changes from then on. */
export function startList(
  b24: B24,
  method: string,
  params: Params | undefined,
  { enabled: _enabled, take = Infinity, ...options }: ListSettings,
  change: Change<ListState<unknown>>,
): () => void {
  const controller = new AbortController()
  const { signal } = controller
  let progress: Progress | undefined
  const onProgress = (now: Progress) => {
    progress = now
  }
  const settle = (members: Partial<ListState<unknown>>) => {
    if (!signal.aborted) change({ progress, ...members })
  }
  const read = async () => {
    let rows: unknown[] = []
    const list = b24.list<unknown>(method, params, { ...options, signal, onProgress }).take(take)
    for await (const page of list.pages()) {
      rows = rows.concat(page)
      settle({ rows })
    }
  }
  change({ ...NO_LIST, loading: true })
  read().then(
    () => settle({ loading: false, done: true }),
    (error: B24Error) => settle({ loading: false, error }),
  )
  return () => controller.abort()
}
