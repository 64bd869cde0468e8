import { referenceText } from './reference.js'

/**
 * Checks whether JSON encodes a value as it is: text, booleans, finite numbers, null, and lists and plain
 * objects of such values. Most parameters are, and `JSON.stringify` without a function takes a seventh of
 * the time.
 */
export function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      return value === null || (!('toJSON' in value) && hasPlainMembers(value))
    default:
      return false
  }
}

function hasPlainMembers(value: object): boolean {
  if (Array.isArray(value)) {
    // `every` would ignore gaps.
    for (let at = 0; at < value.length; at++) if (!isPlain(value[at])) return false
    return true
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || referenceText(value)) return false
  for (const name in value) if (!isPlain(value[name as keyof typeof value])) return false
  return true
}
