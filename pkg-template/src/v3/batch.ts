import { REQUEST_TIMEOUT } from '#defaults'

import { type Commands, named, readCommands } from '../batch.js'
import { type Failure, type Outcome, readArgument, toFailure } from '../error.js'
import { optionsOf } from '../options.js'
import type { V3Request } from '../v3-glue.js'
import { currentCore } from './core.js'
import type { V3Host } from './host.js'
import type { BatchOptionsV3 } from './options.js'
import { neverReached, sendRequest } from './request.js'

const NOT_EXECUTED: Failure = {
  kind: 'input',
  code: 'NOT_EXECUTED',
  description: 'the command was not sent: an earlier request of the batch failed',
}

/**
 * Sends commands in as few requests as possible, one after the other, until one fails, and returns their
 * outcomes under the same names or indexes.
 */
export async function batch(
  host: V3Host,
  commands: Commands,
  options?: BatchOptionsV3,
): Promise<unknown> {
  const {
    timeout = REQUEST_TIMEOUT,
    signal,
    idempotent = false,
    waitIfBlocked = true,
  } = optionsOf(options, 'timeout', 'signal', 'idempotent', 'waitIfBlocked')
  const encodeParams = (params?: object) => host.encode(params)
  const { names, texts } = readArgument('the commands', () => readCommands(commands, encodeParams))
  const core = await currentCore()
  const requests = JSON.parse(core.batch(`[${texts.join()}]`)) as V3Request[]
  const outcomes: Outcome<unknown>[] = []
  let failed = false
  for (const request of requests) {
    try {
      if (failed) throw NOT_EXECUTED
      const replies = await sendRequest(host, request, {
        timeout,
        signal,
        idempotent,
        waitIfBlocked,
      })
      for (const reply of replies) outcomes.push({ ok: true, ...reply })
    } catch (thrown) {
      const failure = toFailure(thrown)
      const error = host.toError(thrown)
      // Whoever aborted the batch does not look at each outcome.
      if (failure.kind === 'aborted' || failure.code === 'CORE_FAILED') {
        throw Object.assign(error, { outcomes: named(outcomes, names) })
      }
      const executed = !neverReached(failure)
      for (let at = 0; at < request.length; at++) outcomes.push({ ok: false, executed, error })
      failed = true
    }
  }
  return named(outcomes, names)
}
