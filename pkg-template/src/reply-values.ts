// What the core does with the portal's replies, which never enter the module: `src/js` imports these
// functions.

import type { PortalResponse } from './connection.js'
import type { Failure } from './error.js'
import { parse as parseJson } from './json.js'
import { compile, type Normalizer, toList as toPhpList } from './normalize.js'
import { isObject } from './object.js'

/** The normalizers of results, by the core's numbers for them. */
const normalizers = new Map<number, Normalizer>()

/** Parses a body; returns undefined if it is not JSON. */
export function parse({ body, isExact }: PortalResponse): unknown {
  return parseText(body, isExact)
}

/** Parses JSON; returns undefined for other text. */
export function parseText(text: string, isExact?: boolean): unknown {
  try {
    return parseJson(text, isExact)
  } catch {
    return undefined
  }
}

/** Returns the start of a body. */
export function startOf({ body }: PortalResponse, length: number): string {
  return body.slice(0, length)
}

/** Returns whether there is a normalizer with this number. */
export function hasTable(id: number): boolean {
  return normalizers.has(id)
}

/** Adds a normalizer. */
export function addTable(id: number, table: string): void {
  normalizers.set(id, compile(table))
}

/**
 * Normalizes a result.
 *
 * @throws the description of the error, as text
 */
export function normalize(id: number, result: unknown): unknown {
  try {
    return normalizers.get(id)!(result)
  } catch (error) {
    throw (error as Error).message
  }
}

/** Returns a member of an object; undefined if it has none with this name. */
export function member(map: unknown, name: string): unknown {
  return isObject(map) && Object.hasOwn(map, name) ? map[name] : undefined
}

/** Returns the members with these names, each of which has a line. */
export function takeAll(map: unknown, lines: string): unknown[] {
  const names = lines.split('\n')
  names.pop()
  return names.map((name) => member(map, name))
}

/** The codes of the core's `ReplyShape`. */
const OTHER = 0
const EMPTY_LIST = 1
const LIST = 2
const EMPTY_MAP = 3
const ROWS_BY_ID = 4
const ROWS_BY_NAME = 5
const MAP = 6

/** Returns the code of a value's shape. */
export function shapeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length ? LIST : EMPTY_LIST
  if (!isObject(value) || value instanceof Map) return OTHER
  const names = Object.keys(value)
  if (names.length === 0) return EMPTY_MAP
  if (!names.every((name) => isObject(value[name]) && !Array.isArray(value[name]))) return MAP
  return names.every((name) => /^-?\d{1,18}$/.test(name)) ? ROWS_BY_ID : ROWS_BY_NAME
}

/** Returns the shapes and names of an object's members, each followed by a NUL. */
export function membersOf(map: object): string {
  return Object.entries(map)
    .map(([name, value]) => `${shapeOf(value)}${name}\0`)
    .join('')
}

/** Returns text, or the digits of a number. */
export function digits(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** A whole number as PHP sends it in text. */
const WHOLE = /^\s*-?\d{1,18}\s*$/

/** Returns a whole number, which may be text; else NaN. */
export function integer(value: unknown): number {
  const number = typeof value === 'string' && WHOLE.test(value) ? Number(value) : value
  return Number.isInteger(number) ? (number as number) : NaN
}

/** Returns the items of a list, of what PHP sends for one, or of values by identifier. */
export function toList(value: unknown): unknown[] | undefined {
  return value instanceof Map ? [...value.values()] : toPhpList(value)
}

/** Returns the number of items. */
export function lengthOf(list: readonly unknown[]): number {
  return list.length
}

/** What stands for a row without an identifier: the least of 64 bits. */
const NO_ID = -(2n ** 63n)

/** Returns the identifier of a row, by default its `ID` or `id`, or the row itself. */
export function idAt(rows: readonly unknown[], at: number, column?: string): bigint {
  const row = rows[at]
  if (!isObject(row)) return column === undefined ? idOf(row) : NO_ID
  return idOf(row[column ?? ('ID' in row ? 'ID' : 'id')])
}

/** Returns a whole number with all its digits. */
function idOf(value: unknown): bigint {
  // Numbers that would be rounded are text.
  const isWhole = typeof value === 'string' ? WHOLE.test(value) : isWithin64Bits(value)
  return isWhole ? BigInt(value as string | number) : NO_ID
}

function isWithin64Bits(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63
}

/** Returns a copy of a value, to compare others with; the value may change. */
export function snapshot(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    // It is nested too deeply, and equals nothing.
    return undefined
  }
}

/** Returns whether a value equals a copy. */
export function equals(value: unknown, copy: unknown): boolean {
  return copy !== undefined && snapshot(value) === copy
}

/** Returns the counted run time in the `time` of a reply, in milliseconds. */
export function operatingOf(time: { readonly operating?: unknown }): number {
  return Number(time.operating) * 1000 || 0
}

/** The members of a failure that the core reads. */
const FAILURE_MEMBERS = ['kind', 'code', 'description', 'reason'] as const

/** Returns a member of a failure by its number. */
export function textOf(failure: Failure, member: number): string | undefined {
  return failure[FAILURE_MEMBERS[member]!]
}

/** Creates the reply to a call. */
export function reply(result: unknown, total?: number, next?: number, time?: unknown): object {
  const envelope: Record<string, unknown> = { result }
  if (total !== undefined) envelope['total'] = total
  if (next !== undefined) envelope['next'] = next
  if (time !== undefined) envelope['time'] = time
  return envelope
}

/** Creates a page of a list. */
export function page(
  rows: unknown[],
  total: number | undefined,
  requests: number,
  changed: boolean,
): object {
  return { rows, requests, changed, ...(total !== undefined && { total }) }
}

/** Creates a list. */
export function list(): unknown[] {
  return []
}

/** Appends an item to a list. */
export function append(list: unknown[], item: unknown): void {
  list.push(item)
}

/** Returns an item of a list. */
export function item(list: readonly unknown[], at: number): unknown {
  return list[at]
}

/** The failure of a command of a batch. */
export class CommandFailure {
  constructor(
    readonly error: Failure,
    readonly executed: boolean,
  ) {}
}

/** Creates the failure of a command. */
export function failure(error: Failure, executed: boolean): CommandFailure {
  return new CommandFailure(error, executed)
}
