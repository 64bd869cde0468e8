import { REQUEST_TIMEOUT } from '#defaults'

import { type Commands, named, readCommands } from '../batch.js'
import { type Failure, type Outcome, readArgument, toFailure } from '../error.js'
import { LargeTexts } from '../large-texts.js'
import { optionsOf } from '../options.js'
import { currentCore } from './core.js'
import type { V3Host } from './host.js'
import { nameOf } from './name.js'
import type { BatchOptionsV3 } from './options.js'
import { NO_OUTCOME, neverReached, requestsOf, sendRequest } from './request.js'

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
  const large = new LargeTexts()
  const encodeParams = (params: object | undefined, method: string) => {
    nameOf(method)
    return host.encode(params, large)
  }
  const { names, texts } = readArgument('the commands', () => readCommands(commands, encodeParams))
  const core = await currentCore()
  const outcomes: Outcome<unknown>[] = []
  let failed = false
  const requestOptions = { timeout, signal, idempotent, waitIfBlocked, large }
  const missing = (): Outcome<unknown> => ({
    ok: false,
    executed: true,
    error: host.toError(NO_OUTCOME),
  })
  for (const request of requestsOf(core, texts)) {
    try {
      if (failed) throw NOT_EXECUTED
      const replies = await sendRequest(host, request, requestOptions)
      for (let at = 0; at < request.length; at++) {
        const reply = replies[at]
        outcomes.push(reply ? { ok: true, ...reply } : missing())
      }
    } catch (thrown) {
      const failure = toFailure(thrown)
      const error = host.toError(thrown)
      // Whoever aborted the batch does not look at each outcome.
      if (failure.kind === 'aborted' || failure.code === 'CORE_FAILED') {
        throw Object.assign(error, { outcomes: named(outcomes, names) })
      }
      const executed = !neverReached(failure, request.params)
      for (let at = 0; at < request.length; at++) outcomes.push({ ok: false, executed, error })
      failed = true
    }
  }
  return named(outcomes, names)
}
