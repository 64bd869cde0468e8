import { hasLongNumber } from './long-numbers.js'
import { isObject } from './object.js'

/** The names of objects in the order of the text, where `Object.keys` has another one. */
const orders = new WeakMap<object, string[]>()

/** A name of digits in JSON text. In valid JSON no digit follows the end of a string. */
const NUMERIC_NAME = /([{,\s]")(\d+"\s*:)/g

/** A text or a number in JSON. */
const SCALAR = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g

/** How deep below the root the order of names is kept. */
const DEPTH = 4

/**
 * Parses JSON like `JSON.parse`, but whole numbers that JavaScript would round become text of their
 * digits. Remembers the order of names of digits, which stand for values by identifier. Such a name
 * is looked for at most four levels below the root, and not in lists.
 *
 * @param isExact whether it is known that JavaScript rounds none of the numbers
 */
export function parse(text: string, isExact = false): unknown {
  const value: unknown = JSON.parse(text)
  const exact = isExact || !hasLongNumber(text) ? text : text.replace(SCALAR, quoteRounded)
  return exact === text ? remembered(value, text) : remembered(JSON.parse(exact), exact)
}

/** Returns a number that JavaScript would round in quotes, and any other text unchanged. */
function quoteRounded(scalar: string): string {
  return /^-?\d{16,}$/.test(scalar) && String(Number(scalar)) !== scalar ? `"${scalar}"` : scalar
}

/** Remembers the order of names, and returns the value. */
function remembered(value: unknown, text: string): unknown {
  if (isReordered(value, DEPTH)) {
    remember(value, JSON.parse(text.replace(NUMERIC_NAME, '$1#$2')), DEPTH)
  }
  return value
}

/** Returns the names of an object that `parse` has returned, in the order of the text. */
export function namesOf(object: object): string[] {
  return orders.get(object) ?? Object.keys(object)
}

/** Returns whether a value contains an object with a name of digits. */
function isReordered(value: unknown, depth: number): boolean {
  if (!isObject(value) || Array.isArray(value)) return false
  if (hasNumericName(value)) return true
  return depth > 0 && Object.values(value).some((member) => isReordered(member, depth - 1))
}

/** Remembers the order of names from the same value with `#` before each name of digits. */
function remember(value: unknown, marked: unknown, depth: number): void {
  if (!isObject(value) || !isObject(marked) || Array.isArray(value) || depth < 0) return
  const names = Object.keys(marked)
  // Otherwise there are both "#1" and "1", which the marks do not distinguish.
  if (names.length !== Object.keys(value).length) return
  const order = names.map((name) => (Object.hasOwn(value, name) ? name : name.slice(1)))
  if (hasNumericName(value)) orders.set(value, order)
  for (const [at, name] of order.entries()) remember(value[name], marked[names[at]!], depth - 1)
}

/** Returns whether a name is of digits. `JSON.parse` moves these before the others. */
function hasNumericName(object: object): boolean {
  return /^\d+$/.test(Object.keys(object)[0] ?? '')
}
