import { B24Error, refused } from './error.js'
import { textOf } from './reference.js'

/** Parameters of a method by name, or by position for the few methods that want it so. */
export type Params = object

export declare const digits: unique symbol

/** Tells digits from other text, of which no identifier is made. Any text may have it. */
type Digits = { readonly [digits]?: never }

/** An identifier: a number, or its digits as untyped methods hand them out. */
export type Identifier = number | (string & Digits)

/** Identifiers: one, or several in whatever holds them, or their JSON text. */
export type Ids = Identifier | (object & (ArrayLike<Identifier> | Iterable<Identifier>))

/**
 * Writes parameters as JSON text.
 *
 * What is `undefined` is left out. A `Date` becomes ISO 8601 in UTC without fractions, a `Set`, a
 * typed array and what is like an array a list, a `Map` an object, a `bigint` its digits, a reference
 * its text. What cannot be sent is refused.
 */
export function encode(params: Params = {}): string {
  return write(Array.isArray(params) ? { ...params } : params)
}

/** Writes any value as JSON text; what is `undefined` becomes `null`. */
export function write(value: unknown): string {
  try {
    return JSON.stringify(value, sendable) ?? 'null'
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
  const reference = textOf(value)
  if (reference !== undefined) return reference
  if (value instanceof Date) return isoSeconds(value, key)
  if (value instanceof Map) return Object.fromEntries(value)
  if (isListed(value)) return [...value]
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

/** What hands its values out one by one, as a `Set` does, and is no array and no text. */
function isListed(value: unknown): value is Iterable<unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && Symbol.iterator in value && !ArrayBuffer.isView(value)
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
