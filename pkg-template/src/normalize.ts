import { namesOf } from './json.js'
import { isObject } from './object.js'

/**
 * Normalizes a result, in place where it can, and returns it.
 *
 * @throws {Error} with the row, the field, the expected and the received type
 */
export type Normalizer = (result: unknown) => unknown

/** How the values of one type are normalized. */
interface Reader {
  /** Converts a value; returns undefined if it has another type. */
  readonly convert: (value: unknown) => unknown
  /** The type in error messages. */
  readonly expected: string
}

type Fields = Record<string, unknown>

/** A type in a table: a letter, or a record: whether it may be null, whether it is sparse, fields. */
type Type = string | readonly [optional: 0 | 1, sparse: 0 | 1, Readonly<Record<string, Type>>]

/** A whole number as PHP sends it in text. */
const WHOLE = /^[ \t\n\f\r]*-?(0|[1-9]\d{0,17})[ \t\n\f\r]*$/

/** A whole number as the name of a row. */
const IDENTIFIER = /^-?(0|[1-9]\d{0,17})$/

/** The formats of dates other than ISO 8601 in which day and month are not ambiguous. */
const DATE = /^(?:(\d{4}-\d\d-\d\d)|(\d\d)\.(\d\d)\.(\d{4}))(?: ([\d:]*))?$/

const FLAGS = new Map<unknown, boolean | null>([[null, null]])
for (const yes of [true, 'Y', 'y', '1', 1, 'true', 'True']) FLAGS.set(yes, true)
for (const no of [false, 'N', 'n', '0', 0, 'false', 'False', '']) FLAGS.set(no, false)

const TEXT: Reader = { convert: toText, expected: 'a text' }

const IDS: Reader = { convert: toIntegers, expected: 'a list of whole numbers' }

/** The readers by the letter of their type in a table (`src/schema/table.rs`). */
const READERS: Readonly<Record<string, Reader>> = {
  a: { convert: (value) => value, expected: '' },
  i: { convert: toInteger, expected: 'a whole number' },
  n: { convert: toOptionalInteger, expected: 'a whole number' },
  r: { convert: toReference, expected: 'an identifier' },
  f: { convert: (value) => FLAGS.get(value), expected: 'a boolean' },
  t: TEXT,
  e: { convert: toNonEmptyText, expected: 'a text' },
  p: { convert: toPicture, expected: 'a text' },
  d: { convert: toDateTime, expected: 'a date' },
  I: IDS,
  T: { convert: toTexts, expected: 'a list of texts' },
  M: { convert: toMap, expected: 'an object' },
  L: { convert: toLabels, expected: 'an object of texts' },
  C: { convert: toCounts, expected: 'an object of numbers' },
}

/** Compiles the table of a result, as the core writes it. */
export function compile(table: string): Normalizer {
  const [shape, type, field, condition] = JSON.parse(table) as [string, Type, string?, string?]
  const reader = readerOf(type)
  const isOptional = typeof type === 'string' ? 'ae'.includes(type) : type[0]
  const one: Normalizer = (value) => {
    const normalized = read(reader, value)
    if (normalized === null && !isOptional) throw Error('expected a value, got null')
    return normalized
  }
  const list: Normalizer = (rows) => {
    if (!Array.isArray(rows)) throw Error(`expected a list of rows, got ${describe(rows)}`)
    let at = 0
    try {
      for (; at < rows.length; at++) rows[at] = one(rows[at])
    } catch (error) {
      throw within(`row ${at}`, error)
    }
    return rows
  }
  if (shape === 'k') return (rows) => byIdentifier(rows, one)
  if (shape === 'K') return (rows) => byIdentifier(rows, list)
  if (shape === 'o') return one
  if (field === undefined || condition === undefined) return list
  return (rows) => {
    for (const row of list(rows) as Fields[]) if (row?.[condition] === null) row[field] = null
    return rows
  }
}

function readerOf(type: Type): Reader {
  return typeof type === 'string' ? READERS[type]! : { convert: recordOf(...type), expected: '' }
}

/** Returns the function that normalizes every known field of a row; the others stay unchanged. */
function recordOf(isOptional: 0 | 1, isSparse: 0 | 1, fields: Readonly<Record<string, Type>>) {
  const readers = new Map<string, Reader>()
  for (const name in fields) readers.set(name, readerOf(fields[name]!))
  const required = Object.keys(fields).filter((name) => fields[name] === 'i')

  return (value: unknown): unknown => {
    if (isOptional && isNone(value)) return null
    if (!isObject(value) || Array.isArray(value)) {
      throw Error(`expected an object, got ${describe(value)}`)
    }
    for (const id of required) {
      if (value[id] === undefined) throw Error(`field ${id} is missing`)
    }
    let current = ''
    let missing = isSparse ? 0 : readers.size
    try {
      for (const name in value) {
        const reader = readers.get(name)
        if (reader === undefined) continue
        missing--
        const field = value[name]
        // By far the most frequent case.
        if (reader === TEXT && typeof field === 'string') continue
        current = name
        const normalized = read(reader, field)
        // Writing to a field by name is slow.
        if (normalized !== field) value[name] = normalized
      }
      if (missing > 0) {
        for (const [name, reader] of readers) {
          current = name
          if (value[name] === undefined) value[name] = empty(reader)
        }
      }
    } catch (error) {
      throw within(`field ${current}`, error)
    }
    return value
  }
}

/** Converts a value, or throws. */
function read(reader: Reader, value: unknown): unknown {
  const converted = reader.convert(value)
  if (converted !== undefined) return converted
  const got = typeof value === 'number' && reader !== IDS ? value : describe(value)
  throw Error(`expected ${reader.expected}, got ${got}`)
}

/** Returns the value of a missing field: null, or the empty list or object. */
function empty({ convert }: Reader): unknown {
  const none = convert(null)
  return none === undefined ? convert([]) : none
}

/** Converts an object whose names are whole numbers, or the `[]` that PHP sends for none. */
function byIdentifier(rows: unknown, normalize: Normalizer): Map<number | string, unknown> {
  if (!isObject(rows) || (Array.isArray(rows) && rows.length > 0)) {
    throw Error(`expected rows by identifier, got ${describe(rows)}`)
  }
  const names = namesOf(rows)
  for (const name of names) {
    if (!IDENTIFIER.test(name)) throw Error(`"${name}" is not a number`)
  }
  const map = new Map<number | string, unknown>()
  for (const name of names) {
    try {
      map.set(exact(name), normalize(rows[name]))
    } catch (error) {
      throw within(`row ${name}`, error)
    }
  }
  return map
}

/** Returns digits as a number, or unchanged if JavaScript would round it. */
function exact(digits: string): number | string {
  const number = Number(digits)
  return Number.isSafeInteger(number) || String(number) === digits ? number : digits
}

function toInteger(value: unknown): number | string | undefined {
  if (typeof value === 'string') return WHOLE.test(value) ? exact(value.trim()) : undefined
  // At most 18 digits, as in text.
  return isWhole(value) && Math.abs(value) < 1e18 ? value : undefined
}

function toOptionalInteger(value: unknown): number | string | null | undefined {
  return isNone(value) ? null : toInteger(value)
}

/** PHP also sends 0 for none. */
function toReference(value: unknown): number | string | null | undefined {
  const id = toOptionalInteger(value)
  return id === 0 ? null : id
}

function toText(value: unknown): string | null | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  return value === null || value === false ? null : undefined
}

function toNonEmptyText(value: unknown): string | null | undefined {
  const text = toText(value)
  return text === '' ? null : text
}

/** The portal also sends the address of a blank picture for none. */
function toPicture(value: unknown): string | null | undefined {
  const text = toNonEmptyText(value)
  return text?.endsWith('/blank.gif') ? null : text
}

function toDateTime(value: unknown): string | null | undefined {
  if (typeof value !== 'string') return isNone(value) ? null : undefined
  if (value[10] === 'T') return value
  const parts = DATE.exec(value)
  if (parts === null) return value || null
  const [, iso, day, month, year, time] = parts
  return (iso ?? `${year}-${month}-${day}`) + (time ? `T${time}` : '')
}

/** PHP also sends a single number for a list of one. */
function toIntegers(value: unknown): unknown[] | undefined {
  const list = toList(value)
  // An empty list is none, too.
  return all(list ?? (isNone(value) ? [] : [value]), toInteger)
}

function toTexts(value: unknown): unknown[] | undefined {
  return all(toList(value), toText)
}

function toLabels(value: unknown): Fields | undefined {
  const labels = toMap(value)
  for (const name of Object.keys(labels ?? {})) {
    const text = toText(labels![name])
    if (text === undefined) return undefined
    labels![name] = text
  }
  return labels
}

function toCounts(value: unknown): Map<number | string, number | string> | undefined {
  const counts = new Map<number | string, number | string>()
  if (!isObject(value)) return undefined
  for (const name of namesOf(value)) {
    const count = toInteger(value[name])
    if (count === undefined || !IDENTIFIER.test(name)) return undefined
    counts.set(exact(name), count)
  }
  return counts
}

/** PHP sends a list with gaps in its indices as an object. */
export function toList(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value
  return isObject(value) ? namesOf(value).map((name) => value[name]) : undefined
}

/** PHP sends an object that is empty, or has the names 0, 1 and so on, as a list. */
function toMap(value: unknown): Fields | undefined {
  if (Array.isArray(value)) return { ...value }
  return isObject(value) ? value : undefined
}

/** Converts the items of a list in place; returns undefined if one does not fit. */
function all(items: unknown[] | undefined, convert: Reader['convert']): unknown[] | undefined {
  if (items === undefined) return undefined
  for (let at = 0; at < items.length; at++) {
    const item = convert(items[at])
    if (item === undefined) return undefined
    items[at] = item
  }
  return items
}

/** Returns whether PHP means none: null, `false`, `''`, `[]` or `{}`. */
function isNone(value: unknown): boolean {
  return !value ? value !== 0 : isObject(value) && Object.keys(value).length === 0
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value)
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return (
    { boolean: 'a boolean', number: 'a number', string: 'a text' }[typeof value as string] ??
    'an object'
  )
}

function within(part: string, error: unknown): Error {
  return Error(`${part}: ${(error as Error).message}`)
}
