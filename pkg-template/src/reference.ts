import { inputError } from './error.js'

declare const referred: unique symbol

/** What refers to a value of this type. */
export interface Referred<T> {
  /** What stands there; only the compiler knows it. */
  readonly [referred]: T
}

/** What an earlier command of a batch comes to, or a part of it, as a parameter of a later one. */
export type Reference<T = any> = Referred<NonNullable<T>> & {
  /** The reference for a text: `Deal of ${reference} and others`. It stays one within it. */
  toString(): string
} & Parts<T>

type Parts<T> = 0 extends T & 1
  ? Rows<any> & { readonly [key: string]: Reference }
  : [NonNullable<T>] extends [readonly (infer Row)[]]
    ? Rows<Row> & { readonly [at: number]: Reference<Row> }
    : [NonNullable<T>] extends [Map<number, infer Row>]
      ? { readonly [id: number]: Reference<Row> }
      : [NonNullable<T>] extends [object]
        ? { readonly [Key in keyof NonNullable<T>]-?: Reference<NonNullable<T>[Key]> }
        : unknown

/** The rows of a page, each of which may be there, for `noUncheckedIndexedAccess`. */
type Rows<Row> = { readonly [At in `${'' | 1 | 2 | 3 | 4}${Digit}`]: Reference<Row> }
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** Stands in the place of a reference's `$`. Nobody knows it, so nobody's text becomes a reference. */
const MARK = `${Math.random()}$`

/** References as texts, by the proxies that stand for them. */
const texts = new WeakMap<object, string>()

/** A reference to the result of the command with this name. */
export function refer(name: string | number): Reference {
  return proxy(`${MARK}result[${name}]`)
}

/** JSON text with the references in it as the core reads them. */
export function marked(text: string): string {
  return text.split(MARK).join('\\$')
}

/** JSON text without references in it, which only the commands of a batch may have. */
export function plain(text: string): string {
  if (!text.includes(MARK)) return text
  throw inputError('INVALID_REFERENCE', 'only a batch takes a reference')
}

/** The text of a reference; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? texts.get(value) : undefined
}

function proxy(text: string): Reference {
  const reference = new Proxy({} as Reference, {
    get(_, key) {
      if (key === Symbol.toPrimitive || key === 'toString') return () => text
      // A promise would wait for what has a `then`.
      if (typeof key === 'symbol' || key === 'then') return undefined
      if (/[\s[\]]/.test(key) || key === '') {
        throw inputError('INVALID_REFERENCE', `the portal reads no key "${key}" in a reference`)
      }
      return proxy(`${text}[${key}]`)
    },
  })
  texts.set(reference, text)
  return reference
}
