import { REQUEST_TIMEOUT } from '#defaults'
import { type Commands, named, readCommands } from './commands.js'
import type { Connection } from './connection.js'
import { type Outcome, convertError, readArgument, toB24Error } from './error.js'
import { optionsOf } from './options.js'
import { encode } from './params.js'
import { encodeReferences } from './reference.js'
import type { Reply } from './reply.js'
import { run } from './run.js'
import type { RequestTimeout } from './timeouts.js'
import { CommandFailure } from './reply-values.js'

/** Options of a batch. */
export interface BatchOptions extends RequestTimeout {
  /** Whether to stop at the first command that fails. */
  readonly haltOnError?: boolean
  /**
   * Whether the portal may run the commands twice: a request is then sent again if its response is lost.
   * Requests whose commands only read always are.
   */
  readonly idempotent?: boolean
  /**
   * Whether each request waits while the portal blocks the method of a command by
   * `OPERATION_TIME_LIMIT`, if the timeout allows; by default true. If not, the blocked commands fail and
   * the others run.
   */
  readonly waitIfBlocked?: boolean
  /**
   * Aborts the batch, which fails with kind `aborted`, and its request. The error's `outcomes` are those
   * of the requests before, as after `CORE_FAILED`.
   */
  readonly signal?: AbortSignal
}

/**
 * Sends commands and returns their outcomes under the same names or indexes.
 *
 * @internal
 */
export async function sendBatch(
  connection: Connection,
  commands: Commands,
  options?: BatchOptions,
): Promise<unknown> {
  const {
    haltOnError = false,
    timeout = REQUEST_TIMEOUT,
    signal,
    idempotent = false,
    waitIfBlocked = true,
  } = optionsOf(options, 'haltOnError', 'timeout', 'signal', 'idempotent', 'waitIfBlocked')
  const { names, texts } = readArgument('the commands', () => readCommands(commands, encodeParams))
  const portal = connection.portal()
  const task = portal.batch(`[${texts.join()}]`, haltOnError, idempotent, waitIfBlocked)
  const outcomes: Outcome<unknown>[] = []
  // A failure of the core loses no earlier outcome.
  const onStep = () => {
    for (const outcome of task.take() as CoreOutcome[]) outcomes.push(decodeOutcome(outcome))
  }
  try {
    await run(task, connection, { timeout, signal, onStep })
    return named(outcomes, names)
  } catch (thrown) {
    throw Object.assign(convertError(thrown), { outcomes: named(outcomes, names) })
  } finally {
    task.free()
  }
}

function encodeParams(params: object | undefined, method: string): string {
  return encode(params, method, encodeReferences)
}

type CoreOutcome = Reply<unknown> | CommandFailure

function decodeOutcome(outcome: CoreOutcome): Outcome<unknown> {
  if (!(outcome instanceof CommandFailure)) return { ok: true, ...outcome }
  const { error, executed } = outcome
  return { ok: false, executed, error: toB24Error(error) }
}
