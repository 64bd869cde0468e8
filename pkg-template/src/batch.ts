import type { Portal } from '#glue'

import type { MethodName } from './method-types.js'
import { type B24Error, type CoreError, toB24Error, inputError, wrapErrors } from './error.js'
import { optionsOf } from './options.js'
import { encode, type Params } from './params.js'
import { marked } from './reference.js'
import { type CoreReply, decodeReply, type Reply } from './reply.js'

/** One command of a batch: a method's name and its parameters, in a list or by name. */
export type Command =
  | readonly [method: MethodName, params?: Params]
  | { readonly method: MethodName; readonly params?: Params }

/** Commands by names of one's own, or in a list. */
export type Commands = Readonly<Record<string, Command>> | readonly Command[]

/** What became of one command. */
export type Outcome<Result> =
  | ({ readonly ok: true } & Reply<Result>)
  | {
      readonly ok: false
      /**
       * False where it is certain that the portal did not run the command: an earlier one failed and
       * the batch was to halt (`NOT_EXECUTED`), or the portal turned the whole request away.
       */
      readonly executed: boolean
      readonly error: B24Error
    }

/** How a batch is sent. */
export interface BatchOptions {
  /** Whether to run no command after one that failed. */
  readonly haltOnError?: boolean
  /** Milliseconds above 0 that each request may take; 60,000 where it is not given. */
  readonly timeout?: number
  /** Aborting it fails the batch with kind `aborted` and ends its request. */
  readonly signal?: AbortSignal
}

const DEFAULT_TIMEOUT = 60_000

/**
 * Sends commands, and puts each outcome where its command stands.
 *
 * @internal
 */
export async function run(
  portal: Portal,
  commands: Commands,
  options?: BatchOptions,
): Promise<unknown> {
  const known = optionsOf(options, 'haltOnError', 'timeout', 'signal')
  const { haltOnError = false, timeout = DEFAULT_TIMEOUT, signal } = known
  // A list without holes.
  const named = Array.isArray(commands) ? [...commands] : (commands as Record<string, unknown>)
  if (Object(commands) !== commands || (Symbol.iterator in commands && named === commands)) {
    throw inputError('INVALID_PARAMETERS', 'Commands are { name: [method, parameters] } or a list.')
  }
  const names = Object.keys(named)
  const texts = Object.entries(named).map(([name, command]) => {
    try {
      return `[${JSON.stringify(name)},${written(command)}]`
    } catch (thrown) {
      const { code, description } = thrown as B24Error
      throw inputError(code, `command ${name}: ${description}`, thrown)
    }
  })
  const text = `[${texts.join()}]`
  const outcomes = await wrapErrors(() => portal.batch(text, haltOnError, timeout, signal))
  const inOrder = (outcomes as CoreOutcome[]).map(decodeOutcome)
  if (Array.isArray(commands)) return inOrder
  return Object.fromEntries(names.map((name, at) => [name, inOrder[at]]))
}

type CoreOutcome = ({ ok: true } & CoreReply) | { ok: false; executed: boolean; error: CoreError }

function written(command: unknown): string {
  const { method, params, ...others } = Array.isArray(command)
    ? { method: command[0], params: command[1], ...command.slice(2) }
    : (Object(command) as { method?: unknown; params?: Params })
  const isWhole = params === undefined || Object(params) === params
  if (typeof method !== 'string' || !isWhole || Object.keys(others).length) {
    throw inputError('INVALID_PARAMETERS', 'A command is [method, parameters].')
  }
  return `${JSON.stringify(method.trim())},${encode(params, method, marked)}`
}

function decodeOutcome(outcome: CoreOutcome): Outcome<unknown> {
  if (outcome.ok) return { ...decodeReply(outcome), ok: true }
  return { ...outcome, error: toB24Error(outcome.error) }
}
