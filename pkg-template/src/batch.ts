import type { Portal } from '#glue'

import type { MethodName } from './method-types.js'
import { type B24Error, type CoreError, toB24Error, inputError, wrapErrors } from './error.js'
import { optionsOf } from './options.js'
import { encode, type Params } from './params.js'
import { encodeReferences } from './reference.js'
import { type CoreReply, decodeReply, type Reply } from './reply.js'
import type { RequestTimeout } from './timeouts.js'

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
  portal: Portal,
  commands: Commands,
  options?: BatchOptions,
): Promise<unknown> {
  const settings = optionsOf(options, 'haltOnError', 'timeout', 'signal')
  const { haltOnError = false, timeout, signal } = settings
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
  const outcomes = await wrapErrors(() => portal.batch(text, haltOnError, timeout, signal))
  const inOrder = (outcomes as CoreOutcome[]).map(decodeOutcome)
  if (isList) return inOrder
  return Object.fromEntries(names.map((name, index) => [name, inOrder[index]]))
}

/** An outcome as the core returns it. */
type CoreOutcome = ({ ok: true } & CoreReply) | { ok: false; executed: boolean; error: CoreError }

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
  if (outcome.ok) return { ...decodeReply(outcome), ok: true }
  return { ...outcome, error: toB24Error(outcome.error) }
}
