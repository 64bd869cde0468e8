// The commands of a batch, as callers pass them.

import { type B24Error, type Outcome, inputError, readArgument } from './error.js'
import type { MethodName } from './method-types.js'
import { methodOf } from './options.js'
import type { Params } from './params.js'

/** One command of a batch: a method's name and its parameters, in a list or by name. */
export type Command<Name extends string = MethodName> =
  readonly [method: Name, params?: Params] | { readonly method: Name; readonly params?: Params }

/**
 * Commands by name, or in a list. Names in a list complete by the type that checks them: both types
 * together would be the product of all names.
 */
export type Commands = Readonly<Record<string, Command>> | readonly Command<string>[]

/** Encodes the parameters of a command as JSON text. */
type EncodeParams = (params: Params | undefined, method: string) => string

/** Returns the commands as JSON text with their names, if they have any. */
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

/** Returns outcomes under their names, or in a list. */
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
