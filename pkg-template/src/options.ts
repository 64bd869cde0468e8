import { inputError } from './error.js'

/** The type of each option that a public function has. */
const TYPES = {
  accessToken: 'string',
  domain: 'string',
  entityType: 'object',
  expiresIn: 'number',
  fresh: 'boolean',
  from: 'string',
  haltOnError: 'boolean',
  label: 'object',
  leftBoundary: 'number',
  multiple: 'boolean',
  onProgress: 'function',
  portals: 'string[], not empty',
  refresh: 'function',
  rows: 'string',
  signal: 'AbortSignal',
  timeout: 'number',
  title: 'string',
  value: 'object',
  video: 'boolean',
  width: 'number',
}

/**
 * Returns the options that a caller gave, none if none were given. An option that is not among
 * `names` and a value of another type are inputError.
 *
 * `null` counts as not given, as `undefined` does, but not where a variable that was never set would
 * open something: without `portals` every portal is allowed.
 */
export function optionsOf<Options extends object>(
  given: Options | null | undefined,
  ...names: readonly (keyof Options & keyof typeof TYPES)[]
): Options {
  if (given === undefined || given === null) return {} as Options
  const known = names.join(', ')
  if (typeof given !== 'object') throw inputError('INVALID_OPTION', `options are { ${known} }`)
  const options = {} as Options
  for (const name in given) {
    const value = given[name]
    if (value === undefined) continue
    if (!(names as readonly string[]).includes(name)) {
      throw inputError('UNKNOWN_OPTION', `no option "${name}"; there are ${known}`)
    }
    const type = TYPES[name as keyof typeof TYPES]
    if (!isOf(type, value)) throw inputError('INVALID_OPTION', `option "${name}" takes: ${type}`)
    if (value !== null) options[name] = value
  }
  return options
}

function isOf(type: string, value: unknown): boolean {
  if (type === TYPES.portals) {
    return Array.isArray(value) && value.length > 0 && value.every((it) => it && isOf('string', it))
  }
  if (value === null) return true
  // A signal of another realm, or of jsdom, is one too.
  if (type === TYPES.signal) return typeof (value as AbortSignal).aborted === 'boolean'
  return typeof value === type
}
