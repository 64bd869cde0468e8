import { REQUEST_TIMEOUT } from '#defaults'
import type { MethodName } from './method-types.js'
import type { Connection } from './connection.js'
import {
  type B24Error,
  type Outcome,
  convertError,
  inputError,
  readArgument,
  toB24Error,
} from './error.js'
import { methodOf, optionsOf } from './options.js'
import { encode, type Params } from './params.js'
import { encodeReferences } from './reference.js'
import type { Reply } from './reply.js'
import { run } from './run.js'
import type { RequestTimeout } from './timeouts.js'
import { CommandFailure } from './reply-values.js'

/** One command of a batch: a method's name and its parameters, in a list or by name. */
export type Command<Name extends string = MethodName> =
  readonly [method: Name, params?: Params] | { readonly method: Name; readonly params?: Params }

/**
 * Commands by name, or in a list. Names in a list complete by the type that checks them: both types
 * together would be the product of all names.
 */
export type Commands = Readonly<Record<string, Command>> | readonly Command<string>[]

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

/** Encodes the parameters of a command as JSON text. */
type EncodeParams = (params: Params | undefined, method: string) => string

/**
 * Returns the commands as JSON text with their names, if they have any.
 *
 * @internal
 */
export function readCommands(
  commands: Commands,
  encodeParams: EncodeParams,
): { names: string[] | undefined; texts: string[] } {
  const isList = Array.isArray(commands)
  if (Object(commands) !== commands || (!isList && Symbol.iterator in commands)) {
    throw inputError('INVALID_PARAMETERS', 'commands are { name: [method, parameters] } or a list')
  }
  // Spreading a list fills its holes with `undefined`.
  const named = Object.entries(isList ? [...commands] : commands)
  const texts = named.map(([name, command]) => {
    try {
      return `[${JSON.stringify(name)},${readArgument('the command', () => encodeCommand(command, encodeParams))}]`
    } catch (thrown) {
      const { code, description } = thrown as B24Error
      throw inputError(code, `command ${name}: ${description}`, thrown)
    }
  })
  return { names: isList ? undefined : named.map(([name]) => name), texts }
}

/**
 * Returns outcomes under their names, or in a list.
 *
 * @internal
 */
export function named(outcomes: Outcome<unknown>[], names: string[] | undefined): object {
  return names ? Object.fromEntries(outcomes.map((outcome, at) => [names[at]!, outcome])) : outcomes
}

function encodeCommand(command: unknown, encodeParams: EncodeParams): string {
  const { method, params, ...otherKeys } = Array.isArray(command)
    ? { method: command[0], params: command[1], ...command.slice(2) }
    : (Object(command) as { method?: unknown; params?: Params })
  const hasValidParams = params === undefined || Object(params) === params
  if (typeof method !== 'string' || !hasValidParams || Object.keys(otherKeys).length) {
    throw inputError('INVALID_PARAMETERS', 'a command is [method, parameters]')
  }
  return `${JSON.stringify(methodOf(method))},${encodeParams(params, method)}`
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
