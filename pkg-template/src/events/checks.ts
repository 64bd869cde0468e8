// Checks of arguments. They throw failures, from which the caller creates a `B24Error` of its own class.

import type { Failure } from '../error.js'

/** The names that the portal accepts. */
const COMMAND = /^[\w:|.-]+$/
const MODULE = /^[a-z\d._]+$/

/** Rejects names that the portal does not accept. */
export function checkNames(module: string, command: string): void {
  const areTexts = typeof module === 'string' && typeof command === 'string'
  if (!areTexts || !MODULE.test(module) || !COMMAND.test(command)) {
    const problem =
      'a module has lower-case letters, digits, "." and "_"; a command also "-", ":", "|" and upper case'
    throw invalid(problem)
  }
}

/** Rejects what is no function. */
export function checkFunction(listener: unknown): void {
  if (typeof listener !== 'function') throw invalid('pass a function')
}

/** Returns the parameters of an event as JSON text. */
export function eventText(params: unknown): string {
  const text = JSON.stringify(params)
  if (typeof params !== 'object' || params === null || !text?.startsWith('{')) {
    throw invalid('the parameters of an event are an object')
  }
  return text
}

/** Returns the identifiers of the users that get an event, as texts. */
export function usersOf(to: unknown): string[] {
  const users = [to].flat().map(String)
  if (users.length === 0 || !users.every((user) => /^[1-9]\d*$/.test(user))) {
    throw invalid('option "to" is an identifier of a user, or a list of them')
  }
  return users
}

function invalid(description: string): Failure {
  return { kind: 'input', code: 'INVALID_ARGUMENT', description }
}
