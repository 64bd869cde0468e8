// One request with several calls, which the portal runs in order until one fails.

import { type Failure, toFailure } from '../error.js'
import type { Reply } from '../reply.js'
import type { V3Request } from '../v3-glue.js'
import type { V3Host } from './host.js'

/** How a request is sent. */
export interface RequestOptions {
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
  readonly idempotent: boolean
  readonly waitIfBlocked: boolean
}

/**
 * Sends a request, and returns the replies to its calls.
 *
 * @throws {Failure} the error of the call that failed; which one it is the portal does not say
 */
export async function sendRequest(
  host: V3Host,
  { cmd, reads, length }: V3Request,
  { timeout, signal, idempotent, waitIfBlocked }: RequestOptions,
): Promise<Reply<unknown>[]> {
  try {
    const params = JSON.stringify({ cmd })
    const isRepeatable = reads || idempotent
    const task = host.portal().call('batch', params, isRepeatable, false, waitIfBlocked, true)
    const { result, time } = (await host.run(task, host, { timeout, signal })) as Reply<unknown>
    if (!Array.isArray(result) || result.length !== length) throw NO_RESULTS
    return result.map((result) => ({ result, ...(time && { time }) }))
  } catch (thrown) {
    const failure = toFailure(thrown)
    if (reads || length < 2 || neverReached(failure)) throw thrown
    throw { ...failure, description: `${failure.description}. ${adviceOn(failure)}` }
  }
}

const NO_RESULTS: Failure = {
  kind: 'response',
  code: 'INVALID_RESULT',
  description: 'the batch does not have a result of each command',
}

/** Returns whether it is certain that the portal ran none of the calls. */
export function neverReached({ kind }: Failure): boolean {
  return kind === 'input' || kind === 'limit' || kind === 'auth'
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
