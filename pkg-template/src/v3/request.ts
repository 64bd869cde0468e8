// One request with several calls, which the portal runs in order until one fails.

import { type Failure, toFailure } from '../error.js'
import type { LargeTexts } from '../large-texts.js'
import type { Reply } from '../reply.js'
import type { V3Core, V3Request } from '../v3-glue.js'
import type { V3Host } from './host.js'

/** How a request is sent. */
export interface RequestOptions {
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
  readonly idempotent: boolean
  readonly waitIfBlocked: boolean
  /** The texts that neither module has. */
  readonly large?: LargeTexts
}

/** One request, with the next calls. */
export interface BatchRequest extends Omit<V3Request, 'cmd'> {
  /** The parameters of `batch` as JSON text, whose numbers are exactly those of the calls. */
  readonly params: string
}

/** Returns the requests that calls need, each call a list `[name, method, params]` as JSON text. */
export function requestsOf(core: V3Core, calls: readonly string[]): BatchRequest[] {
  const text = core.batch(`[${calls.join()}]`)
  const requests = JSON.parse(text) as V3Request[]
  if (requests.length > 1) {
    let start = 0
    return requests.flatMap(({ length }) => requestsOf(core, calls.slice(start, (start += length))))
  }
  // Parsed and written again, the number 10.0 would lose its fraction.
  const params = `${text.slice(1, text.lastIndexOf(',"reads":'))}}`
  return requests.map(({ reads, length }) => ({ params, reads, length }))
}

/**
 * Sends a request, and returns the replies to its calls, as many as the portal has sent.
 *
 * @throws {Failure} the error of the call that failed; which one it is the portal does not say
 */
export async function sendRequest(
  host: V3Host,
  { params, reads, length }: BatchRequest,
  options: RequestOptions,
): Promise<Reply<unknown>[]> {
  try {
    const { idempotent, waitIfBlocked } = options
    const task = host
      .portal()
      .call('batch', params, reads || idempotent, false, waitIfBlocked, true)
    const { result, time } = (await host.run(task, host, options)) as Reply<unknown>
    if (!Array.isArray(result)) throw NO_RESULTS
    return result.slice(0, length).map((result) => ({ result, ...(time && { time }) }))
  } catch (thrown) {
    const failure = toFailure(thrown)
    if (reads || length < 2 || neverReached(failure, params)) throw thrown
    const end = /[.?!]$/.test(failure.description) ? '' : '.'
    throw { ...failure, description: `${failure.description}${end} ${adviceOn(failure)}` }
  }
}

const NO_RESULTS: Failure = {
  kind: 'response',
  code: 'INVALID_RESULT',
  description: 'the batch has no results',
}

/** The failure of a call without a result. */
export const NO_OUTCOME: Failure = {
  kind: 'response',
  code: 'NO_OUTCOME',
  description: 'the batch has no result of this call',
}

/** Returns whether it is certain that the portal ran none of the calls in the parameters of a batch. */
export function neverReached({ kind, code }: Failure, params: string): boolean {
  // A call within the batch has reached the limit of its method.
  if (code === 'RATELIMITEXCEPTION') return false
  if (kind === 'input' || kind === 'limit' || kind === 'auth') return true
  // The portal checks all names first, but those of selected relations when it runs a call.
  return code === 'METHODNOTFOUNDEXCEPTION' && !params.includes('"select":')
}

/** Returns whether a failure is that of one of the calls. */
export function isRefusal({ kind }: Failure): boolean {
  return kind === 'portal' || kind === 'permission'
}

function adviceOn(failure: Failure): string {
  return isRefusal(failure)
    ? 'One call of the batch failed; those before it may have been executed, and stay so'
    : 'The portal may have executed some or all calls of the batch'
}
