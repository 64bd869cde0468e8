import { B24Error, inputError, readArgument } from './error.js'
import type { LargeTexts } from './large-texts.js'
import { isObject } from './object.js'
import { isPlain } from './plain.js'
import { referenceText, rejectReferences } from './reference.js'

/** Parameters of a method by name, or by position for the few methods that require it. */
export type Params = object

export declare const digits: unique symbol

/** Distinguishes digits from other text, which is not an identifier. Any text can have this type. */
type Digits = { readonly [digits]?: never }

/** The digits of an identifier, as untyped methods return them. */
export type DigitText = string & Digits

/** An identifier: a number or its digits. */
export type Identifier = number | DigitText

/** Identifiers: one, several in a list or an iterable, or their JSON text. */
export type Ids = Identifier | (object & (ArrayLike<Identifier> | Iterable<Identifier>))

/** The names of the typed methods, whose parameters the core checks. */
export const typedMethods = new Set<string>()

/** The path of a filter or of a part of it, as in a form. */
const FILTER = /^filter($|\[)/i

/** A filter that may be one of REST 3.0: a list or a group. */
const LIST_OR_GROUP = /"filter":\[|"conditions":/i

/** Names of identifiers: under them a `Uint8Array` is a list, elsewhere it is bytes. */
const IDENTIFIERS = /(^|[\W_])[iI][dD][sS]?$|[a-z]I[dD]s?$/

/** The most values in the parameters of one call. */
const MAX_VALUES = 1_000_000

/** Classes that hold a file's bytes. */
const FILE = /Blob|File|Buffer|FormData/

/**
 * Encodes parameters as JSON text. `method` is the REST method that they belong to, if any.
 *
 * Members that are `undefined` are left out, but rejected in a filter and in a list method's positional
 * parameters: without the condition the portal would return everybody. A `Date` becomes ISO 8601 in UTC
 * without fractions; a `Set`, a typed array of numbers and an array-like object become a list, a `Map`
 * an object, a `bigint` its digits. Other values are rejected, as filters of REST 3.0 are if there is a
 * method; references are, too, unless `encodeReferences` encodes them. Large texts are replaced, if there
 * is a place for them.
 */
export function encode(
  params: Params = {},
  method?: string,
  encodeReferences = rejectReferences,
  large?: LargeTexts,
): string {
  const isByPosition = readArgument('the parameters', () => Array.isArray(params))
  const conditions = isByPosition && /list$/i.test(method ?? '') ? /^\d/ : FILTER
  const text = stringify(isByPosition ? { ...params } : params, method, conditions, large)
  if (method && LIST_OR_GROUP.test(text)) rejectV3Filters(JSON.parse(text))
  return encodeReferences(text)
}

/**
 * Rejects a filter of REST 3.0, which REST 2.0 ignores. An empty list has no conditions, and a list of objects
 * is a map by number, as nested conditions are.
 */
function rejectV3Filters(params: object): void {
  for (const [name, filter] of Object.entries(params)) {
    const items: readonly unknown[] = Array.isArray(filter) ? filter : [filter]
    const isOfV3 = (item: unknown) =>
      Array.isArray(item) || 'conditions' in Object(item) || (items === filter && !isObject(item))
    if (FILTER.test(name) && items.some(isOfV3)) {
      const problem = `"${name}" is a filter of REST 3.0 (b24.v3), which REST 2.0 ignores; use { ">ID": 5 }`
      throw inputError('INVALID_FILTER', problem)
    }
  }
}

/** Encodes any value as JSON text; `undefined` becomes `null`. */
export function encodeValue(value: unknown): string {
  return rejectReferences(stringify(value))
}

function stringify(
  root: unknown,
  method?: string,
  conditions = FILTER,
  large?: LargeTexts,
): string {
  // The paths, as in a form, of the parameters themselves and of everything in a filter.
  const paths = new Map<unknown, string>()
  let count = 0

  function replace(this: unknown, key: string, serialized: unknown): unknown {
    if (++count > MAX_VALUES) throw tooMany()
    // `JSON.stringify` passes a `Date` as text, so the value is read from its holder.
    const given = (this as Record<string, unknown>)[key]
    if (typeof given === 'string') return large ? large.replace(given) : given
    if (typeof given === 'boolean' || Number.isFinite(given)) return given
    const value = toEncodable(given, key, serialized)
    const holder = paths.get(this)
    if (method !== undefined && paths.size === 0) paths.set(value, '')
    if (holder === undefined) return value
    const path = holder ? `${holder}[${key}]` : key
    if (conditions.test(path)) {
      if (value === undefined && path.includes('[')) {
        const problem = `condition "${path}" is undefined; omit it to request everything`
        throw inputError('INVALID_CONDITION', problem)
      }
      paths.set(value, path)
    }
    // The core knows which parameters of a typed method are conditions.
    const isKept = value !== undefined || holder || !typedMethods.has(method!.trim().toLowerCase())
    return isKept ? value : null
  }

  try {
    return isPlain(root) ? JSON.stringify(root) : (JSON.stringify(root, replace) ?? 'null')
  } catch (thrown) {
    if (thrown instanceof B24Error) throw thrown
    // A getter may throw any text, so it is not kept.
    const problem = 'the parameters are circular, unreadable or nested too deeply'
    throw inputError('INVALID_PARAMETERS', problem)
  }
}

function toEncodable(value: unknown, key: string, serialized: unknown): unknown {
  const reference = referenceText(value)
  if (reference !== undefined) return reference
  if (value instanceof Date) return isoSeconds(value, key)
  if (value instanceof Map) return toObject(value, key)
  if (isIterableList(value, key, serialized)) return toArray(value)
  const primitive = isBoxed(serialized) ? (serialized as object).valueOf() : serialized
  switch (typeof primitive) {
    case 'bigint':
      return primitive.toString()
    case 'number':
      if (Number.isFinite(primitive)) return primitive
      throw unencodable(key, String(primitive))
    case 'function':
    case 'symbol':
      throw unencodable(key, `a ${typeof primitive}`)
    default: {
      const isBytes = ArrayBuffer.isView(value)
      if (!isBytes && !isOpaque(primitive)) return primitive
      const { name } = (value as object).constructor
      const isFile = isBytes || FILE.test(name)
      const fileAdvice = `a file as ${name}; send await B24.file(blob, name), which is [name, base64]`
      throw unencodable(key, isFile ? fileAdvice : `a ${name}`)
    }
  }
}

/**
 * Checks whether a value is an iterable that becomes a list, as a `Set` is. Text, bytes and iterables
 * of pairs, as `FormData` is, are not.
 */
function isIterableList(
  value: unknown,
  key: string,
  serialized: unknown,
): value is Iterable<unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isBoxed(value)) {
    return false
  }
  if (!ArrayBuffer.isView(value)) {
    const { entries, [Symbol.iterator]: iterator } = value as Partial<Map<unknown, unknown>>
    return iterator !== undefined && iterator !== entries
  }
  // Node's `Buffer` is a `Uint8Array` with a `toJSON` of its own.
  const isBytes = value instanceof DataView || value !== serialized
  return (
    !isBytes && (!/ Uint8/.test(Object.prototype.toString.call(value)) || IDENTIFIERS.test(key))
  )
}

function toArray(iterable: Iterable<unknown>): unknown[] {
  const items: unknown[] = []
  for (const item of iterable) {
    if (items.push(item) > MAX_VALUES) throw tooMany()
  }
  return items
}

function tooMany(): B24Error {
  return inputError('INVALID_PARAMETERS', 'the parameters have more than 1,000,000 values')
}

function isBoxed(value: unknown): boolean {
  return [String, Number, Boolean, BigInt].some((type) => value instanceof type)
}

/** Converts a `Map` to an object. Keys that are not text or clash are rejected. */
function toObject(map: Map<unknown, unknown>, key: string): object {
  const members: Record<string, unknown> = Object.create(null)
  for (const [name, member] of map) {
    const text = String(name)
    if (Object(name) === name || typeof name === 'symbol' || text in members) {
      throw unencodable(key, `a Map whose key "${text}" is not text or is duplicated`)
    }
    members[text] = member
  }
  return members
}

/** Checks for an object that JSON would encode as `{}`: a promise, a file, a buffer. */
function isOpaque(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null
  return !isPlain && Object.keys(value).length === 0
}

function isoSeconds(date: Date, key: string): string {
  if (Number.isNaN(date.getTime())) throw unencodable(key, 'an invalid date')
  return date.toISOString().replace(/\.\d+Z$/, '+00:00')
}

function unencodable(key: string, what: string): B24Error {
  const subject = key && `parameter "${key}" is`
  return inputError('INVALID_PARAMETERS', `${subject || 'the parameters are'} ${what}`)
}
