import { inputError, readArgument } from './error.js'

/** The type of each option of the public functions. */
const TYPES = {
  accessToken: 'string',
  by: 'string',
  domain: 'string',
  entityType: 'object',
  expiresIn: 'number',
  fresh: 'boolean',
  from: 'string',
  haltOnError: 'boolean',
  id: 'string',
  idempotent: 'boolean',
  label: 'object',
  leftBoundary: 'number',
  maxAge: 'number',
  module: 'string',
  multiple: 'boolean',
  onProgress: 'function',
  pack: 'boolean',
  portals: 'string[], not empty',
  rateLimit: 'object',
  refresh: 'function',
  rows: 'string',
  signal: 'AbortSignal',
  timeout: 'number',
  title: 'string',
  together: 'boolean',
  unchecked: 'boolean',
  value: 'object',
  video: 'boolean',
  waitIfBlocked: 'boolean',
  width: 'number',
}

/** The longest delay of a timer, in milliseconds. */
const MAX_DELAY = 2 ** 31 - 1

/**
 * Returns the caller's options, or none. Options outside `names` and values of another type are
 * rejected.
 *
 * `null` means "not set", as `undefined` does. Only `portals` rejects it: a variable that was never set
 * must not allow every portal.
 */
export function optionsOf<Options extends object>(
  input: Options | null | undefined,
  ...names: readonly (keyof Options & keyof typeof TYPES)[]
): Options {
  return readArgument('the options', () => readOptions(input, names))
}

/** Returns the name of a method without white space around it. */
export function methodOf(method: string): string {
  if (typeof method === 'string') return method.trim()
  throw inputError('INVALID_METHOD', "a method's name is a text")
}

function readOptions<Options extends object>(
  input: Options | null | undefined,
  names: readonly (keyof Options & keyof typeof TYPES)[],
): Options {
  if (input === undefined || input === null) return {} as Options
  const allowed = names.join(', ')
  if (typeof input !== 'object') throw inputError('INVALID_OPTION', `options are { ${allowed} }`)
  const options = {} as Options
  for (const name in input) {
    const value = input[name]
    if (value === undefined) continue
    if (!(names as readonly string[]).includes(name)) {
      throw inputError('UNKNOWN_OPTION', `option "${name}" is unknown; use ${allowed}`)
    }
    const type = TYPES[name as keyof typeof TYPES]
    if (!hasType(type, value)) throw inputError('INVALID_OPTION', `option "${name}" takes: ${type}`)
    if (value === null) continue
    options[name] = name === 'timeout' ? (delayOf(value as number) as typeof value) : value
  }
  return options
}

/** Returns a timeout that a timer can wait: a longer one would fire at once. */
function delayOf(timeout: number): number {
  if (timeout > 0) return Math.min(timeout, MAX_DELAY)
  throw inputError('INVALID_TIMEOUT', 'a timeout is milliseconds above 0')
}

function hasType(type: string, value: unknown): boolean {
  if (type === TYPES.portals) {
    return (
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((item) => item && hasType('string', item))
    )
  }
  if (value === null) return true
  // A signal may come from another realm or from jsdom.
  if (type === TYPES.signal) return typeof (value as AbortSignal).aborted === 'boolean'
  return typeof value === type
}
