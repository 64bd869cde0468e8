// Checks of arguments. They throw failures, from which the caller creates a `B24Error` of its own class.

import type { Failure } from '../error.js'
import { optionsOf } from '../options.js'
import type { OnOptions, SendOptions } from './types.js'

/** The names that the portal accepts. */
const COMMAND = /^[\w:|.-]+$/
const MODULE = /^[a-z\d._]+$/

/** The bytes of parameters above which the portal drops an event. */
const MAX_BYTES = 1_000_000

/** An event that is sent. */
export interface Sending {
  readonly module: string
  /** The parameters as JSON. */
  readonly text: string
  /** The identifiers of the users, if the app has named some. */
  readonly to: string[] | undefined
  /** The options of the call. */
  readonly rest: OnOptions
}

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

/** Returns the event that the arguments of `send` describe. */
export function readSending(command: string, params: unknown = {}, options?: SendOptions): Sending {
  const { to, ...others } = Object(options) as SendOptions
  const { module = 'application', ...rest } = optionsOf(others, 'module', 'timeout', 'signal')
  checkNames(module, command)
  const users = to === undefined ? undefined : usersOf(to)
  return { module, text: eventText(params), to: users, rest }
}

/** Returns the parameters of an event as JSON text. */
function eventText(params: unknown): string {
  const text = JSON.stringify(params)
  if (typeof params !== 'object' || params === null || !text?.startsWith('{')) {
    throw invalid('the parameters of an event are an object')
  }
  // jsdom has no `TextEncoder`.
  if (new Blob([text]).size > MAX_BYTES) {
    const advice = 'send an identifier, and let the receiver read the data'
    const description = `the portal drops events of over 1 MB; ${advice}`
    throw { kind: 'input', code: 'EVENT_TOO_LARGE', description } satisfies Failure
  }
  return text
}

/** Returns the identifiers of the users that get an event, as texts. */
function usersOf(to: unknown): string[] {
  const users = [to].flat().map(String)
  if (users.length === 0 || !users.every((user) => /^[1-9]\d*$/.test(user))) {
    throw invalid('option "to" is an identifier of a user, or a list of them')
  }
  return users
}

function invalid(description: string): Failure {
  return { kind: 'input', code: 'INVALID_ARGUMENT', description }
}
