import { B24Error, refused } from './error.js'

/** Parameters of a method by name, or by position for the few methods that want it so. */
export type Params = object

/**
 * Writes parameters as JSON text.
 *
 * What is `undefined` is left out. A `Date` becomes ISO 8601 in UTC without fractions, a `Set` or a
 * typed array a list, a `Map` an object, a `bigint` its digits. What cannot be sent is refused.
 */
export function encode(params: Params = {}): string {
  try {
    return JSON.stringify(Array.isArray(params) ? { ...params } : params, sendable)
  } catch (thrown) {
    if (thrown instanceof B24Error) throw thrown
    throw refused(
      'INVALID_PARAMETERS',
      'The parameters hold themselves, or cannot be read.',
      thrown,
    )
  }
}

/** `JSON.stringify` hands over a `Date` as text already, so the object that holds it is asked. */
function sendable(this: unknown, key: string, written: unknown): unknown {
  const value = (this as Record<string, unknown>)[key]
  if (value instanceof Date) return isoSeconds(value, key)
  if (value instanceof Map) return Object.fromEntries(value)
  if (value instanceof Set) return [...value]
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return [...(value as Uint8Array)]
  switch (typeof written) {
    case 'bigint':
      return written.toString()
    case 'number':
      if (Number.isFinite(written)) return written
      throw unsendable(key, String(written))
    case 'function':
    case 'symbol':
      throw unsendable(key, `a ${typeof written}`)
    default:
      if (written instanceof Blob) throw unsendable(key, 'a file; send [name, base64]')
      if (isOpaque(written)) throw unsendable(key, `a ${written.constructor.name}`)
      return written
  }
}

/** A promise, a file, a buffer: an object of a class that JSON would make `{}` of. */
function isOpaque(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype !== null && prototype !== Object.prototype && Object.keys(value).length === 0
}

function isoSeconds(date: Date, key: string): string {
  if (Number.isNaN(date.getTime())) throw unsendable(key, 'an invalid date')
  return date.toISOString().replace(/\.\d+Z$/, '+00:00')
}

function unsendable(key: string, what: string): B24Error {
  return refused('INVALID_PARAMETERS', `parameter "${key}" is ${what}`)
}
