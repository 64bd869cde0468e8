import { REQUEST_TIMEOUT } from '#defaults'
import type { MethodName } from './method-types.js'
import type { Connection } from './connection.js'
import { type B24Error, toB24Error, inputError } from './error.js'
import { optionsOf } from './options.js'
import { encode, type Params } from './params.js'
import { encodeReferences } from './reference.js'
import type { Reply } from './reply.js'
import { runOnce } from './run.js'
import type { RequestTimeout } from './timeouts.js'
import { CommandFailure } from './reply-values.js'

/** One command of a batch: a method's name and its parameters, in a list or by name. */
export type Command =
  | readonly [method: MethodName, params?: Params]
  | { readonly method: MethodName; readonly params?: Params }

/** Commands by name, or in a list. */
export type Commands = Readonly<Record<string, Command>> | readonly Command[]

/** The outcome of one command. */
export type Outcome<Result> =
  | ({ readonly ok: true } & Reply<Result>)
  | {
      readonly ok: false
      /**
       * False if it is certain that the portal did not run the command: an earlier one failed and
       * `haltOnError` is set (`NOT_EXECUTED`), or the portal refused the whole request.
       */
      readonly executed: boolean
      readonly error: B24Error
    }

/** Options of a batch. */
export interface BatchOptions extends RequestTimeout {
  /** Whether to stop at the first command that fails. */
  readonly haltOnError?: boolean
  /** Aborts the batch, which fails with kind `aborted`, and its request. */
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
  const settings = optionsOf(options, 'haltOnError', 'timeout', 'signal')
  const { haltOnError = false, timeout = REQUEST_TIMEOUT, signal } = settings
  const isList = Array.isArray(commands)
  if (Object(commands) !== commands || (!isList && Symbol.iterator in commands)) {
    throw inputError('INVALID_PARAMETERS', 'commands are { name: [method, parameters] } or a list')
  }
  // Spreading a list fills its holes with `undefined`.
  const named = isList ? [...commands] : (commands as Record<string, unknown>)
  const names = Object.keys(named)
  const texts = Object.entries(named).map(([name, command]) => {
    try {
      return `[${JSON.stringify(name)},${encodeCommand(command)}]`
    } catch (thrown) {
      const { code, description } = thrown as B24Error
      throw inputError(code, `command ${name}: ${description}`, thrown)
    }
  })
  const text = `[${texts.join()}]`
  const task = connection.portal.batch(text, haltOnError)
  const outcomes = (await runOnce(task, connection, { timeout, signal })) as CoreOutcome[]
  const inOrder = outcomes.map(decodeOutcome)
  if (isList) return inOrder
  return Object.fromEntries(names.map((name, index) => [name, inOrder[index]]))
}

type CoreOutcome = Reply<unknown> | CommandFailure

function encodeCommand(command: unknown): string {
  const { method, params, ...otherKeys } = Array.isArray(command)
    ? { method: command[0], params: command[1], ...command.slice(2) }
    : (Object(command) as { method?: unknown; params?: Params })
  const hasValidParams = params === undefined || Object(params) === params
  if (typeof method !== 'string' || !hasValidParams || Object.keys(otherKeys).length) {
    throw inputError('INVALID_PARAMETERS', 'a command is [method, parameters]')
  }
  return `${JSON.stringify(method.trim())},${encode(params, method, encodeReferences)}`
}

function decodeOutcome(outcome: CoreOutcome): Outcome<unknown> {
  if (!(outcome instanceof CommandFailure)) return { ok: true, ...outcome }
  const { error, executed } = outcome
  return { ok: false, executed, error: toB24Error(error) }
}
