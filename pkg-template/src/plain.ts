import { isLarge } from './large-texts.js'
import { referenceText } from './reference.js'

/** The most values of plain parameters; those with more are counted while they are encoded. */
const MAX_PLAIN_VALUES = 10_000

/**
 * Checks whether JSON encodes a value as it is: text that is not large, booleans, finite numbers, null, and lists and plain
 * objects of such values. Most parameters are, and `JSON.stringify` without a function takes a seventh of
 * the time.
 */
export function isPlain(value: unknown, count = { left: MAX_PLAIN_VALUES }): boolean {
  if (count.left-- <= 0) return false
  switch (typeof value) {
    case 'string':
      return !isLarge(value)
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value)
    case 'object':
      return value === null || (!('toJSON' in value) && hasPlainMembers(value, count))
    default:
      return false
  }
}

function hasPlainMembers(value: object, count: { left: number }): boolean {
  if (Array.isArray(value)) {
    // `every` would ignore gaps.
    for (let at = 0; at < value.length; at++) if (!isPlain(value[at], count)) return false
    return true
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  // An iterable becomes a list.
  if (Symbol.iterator in value || referenceText(value)) return false
  for (const name in value) if (!isPlain(value[name as keyof typeof value], count)) return false
  return true
}
