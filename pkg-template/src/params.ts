import { B24Error, inputError } from './error.js'
import { plain, textOf } from './reference.js'

/** Parameters of a method by name, or by position for the few methods that want it so. */
export type Params = object

export declare const digits: unique symbol

/** Tells digits from other text, of which no identifier is made. Any text may have it. */
type Digits = { readonly [digits]?: never }

/** An identifier: a number, or its digits as untyped methods hand them out. */
export type Identifier = number | (string & Digits)

/** Identifiers: one, or several in whatever holds them, or their JSON text. */
export type Ids = Identifier | (object & (ArrayLike<Identifier> | Iterable<Identifier>))

/** The names of the typed methods, whose parameters the core checks. */
export const typed = new Set<string>()

/** A filter, or a part of it in the spelling of forms. */
const FILTER = /^filter($|\[)/i

/** What names identifiers: a `Uint8Array` is a list of them there, and bytes elsewhere. */
const IDENTIFIERS = /(^|[\W_])[iI][dD][sS]?$|[a-z]I[dD]s?$/

/** Classes that hold a file's bytes. */
const FILE = /Blob|File|Buffer|FormData/

/**
 * Writes parameters as JSON text: those of a REST method if its name is given.
 *
 * What is `undefined` is left out, but refused in a filter, and in what a list takes by position:
 * without the condition the portal would answer with everybody. A `Date` becomes ISO 8601 in UTC
 * without fractions, a `Set`, a typed array of numbers and what is like an array a list, a `Map` an
 * object, a `bigint` its digits. What cannot be sent is inputError, and so is a reference unless `finish`
 * reads it.
 */
export function encode(params: Params = {}, method?: string, finish = plain): string {
  const isByPosition = Array.isArray(params)
  const conditions = isByPosition && /list$/i.test(method ?? '') ? /^\d/ : FILTER
  return finish(stringify(isByPosition ? { ...params } : params, method, conditions))
}

/** Writes any value as JSON text; what is `undefined` becomes `null`. */
export function write(value: unknown): string {
  return plain(stringify(value))
}

function stringify(root: unknown, method?: string, conditions = FILTER): string {
  // The parameters themselves and everything in a filter, with its path in the spelling of forms.
  const paths = new Map<unknown, string>()

  function replace(this: unknown, key: string, written: unknown): unknown {
    // `JSON.stringify` hands over a `Date` as text already, so the object that holds it is asked.
    const value = sendable((this as Record<string, unknown>)[key], key, written)
    const holder = paths.get(this)
    if (method !== undefined && paths.size === 0) paths.set(value, '')
    if (holder === undefined) return value
    const path = holder ? `${holder}[${key}]` : key
    if (conditions.test(path)) {
      if (value === undefined && path.includes('[')) {
        const problem = `condition "${path}" is undefined; leave it out to ask for everything`
        throw inputError('INVALID_CONDITION', problem)
      }
      paths.set(value, path)
    }
    // The core knows which parameters are conditions.
    const isGiven = value !== undefined || holder || !typed.has(method!.trim().toLowerCase())
    return isGiven ? value : null
  }

  try {
    return JSON.stringify(root, replace) ?? 'null'
  } catch (thrown) {
    if (thrown instanceof B24Error) throw thrown
    throw inputError(
      'INVALID_PARAMETERS',
      'The parameters hold themselves, or cannot be read.',
      thrown,
    )
  }
}

function sendable(value: unknown, key: string, written: unknown): unknown {
  const reference = textOf(value)
  if (reference !== undefined) return reference
  if (value instanceof Date) return isoSeconds(value, key)
  if (value instanceof Map) return toObject(value, key)
  if (isListed(value, key, written)) return [...value]
  const primitive = isBoxed(written) ? (written as object).valueOf() : written
  switch (typeof primitive) {
    case 'bigint':
      return primitive.toString()
    case 'number':
      if (Number.isFinite(primitive)) return primitive
      throw unsendable(key, String(primitive))
    case 'function':
    case 'symbol':
      throw unsendable(key, `a ${typeof primitive}`)
    default: {
      const isBytes = ArrayBuffer.isView(value)
      if (!isOpaque(primitive) && !isBytes) return primitive
      const { name } = (value as object).constructor
      const isFile = isBytes || FILE.test(name)
      const advice = `a file as ${name}; send await B24.file(blob, name), which is [name, base64]`
      throw unsendable(key, isFile ? advice : `a ${name}`)
    }
  }
}

/**
 * What hands its values out one by one, as a `Set` does. Text and bytes do so too, and what holds
 * pairs, as `FormData` does; but they are no lists.
 */
function isListed(value: unknown, key: string, written: unknown): value is Iterable<unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isBoxed(value)) {
    return false
  }
  if (!ArrayBuffer.isView(value)) {
    const { entries, [Symbol.iterator]: iterator } = value as Partial<Map<unknown, unknown>>
    return iterator !== undefined && iterator !== entries
  }
  // Node's `Buffer` is a `Uint8Array` that writes itself.
  const isBytes = value instanceof DataView || value !== written
  return (
    !isBytes && (!/ Uint8/.test(Object.prototype.toString.call(value)) || IDENTIFIERS.test(key))
  )
}

function isBoxed(value: unknown): boolean {
  return [String, Number, Boolean, BigInt].some((type) => value instanceof type)
}

/** A `Map` as an object, unless two of its keys would be one there. */
function toObject(map: Map<unknown, unknown>, key: string): object {
  const members: Record<string, unknown> = Object.create(null)
  for (const [name, member] of map as Map<any, unknown>) {
    if (Object(name) === name || typeof name === 'symbol' || name in members) {
      throw unsendable(key, `a Map whose key "${String(name)}" is no text, or is there twice`)
    }
    members[name] = member
  }
  return members
}

/** A promise, a file, a buffer: an object of a class that JSON would make `{}` of. */
function isOpaque(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null
  return !isPlain && Object.keys(value).length === 0
}

function isoSeconds(date: Date, key: string): string {
  if (Number.isNaN(date.getTime())) throw unsendable(key, 'an invalid date')
  return date.toISOString().replace(/\.\d+Z$/, '+00:00')
}

function unsendable(key: string, what: string): B24Error {
  const subject = key && `parameter "${key}" is`
  return inputError('INVALID_PARAMETERS', `${subject || 'the parameters are'} ${what}`)
}
