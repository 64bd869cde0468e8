import { inputError } from './error.js'

declare const referred: unique symbol

/** A reference to a value of this type. */
export interface Referred<T> {
  /** The type of the value; it exists for the compiler only. */
  readonly [referred]: T
}

/**
 * The result of an earlier command of a batch, or a part of it, as a parameter of a later one. `Open` if
 * records may have members other than those of their type.
 */
export type Reference<T = any, Open = false> = Referred<Known<T>> & {
  /** The reference within a text: `Deal of ${reference} and others`. */
  toString(): string
} & Parts<Known<T>, Open>

/** A type without null, and any for an unknown one: nothing refuses it. */
type Known<T> = unknown extends T ? any : NonNullable<T>

type Parts<T, Open> = 0 extends T & 1
  ? Rows<any, Open> & { readonly [key: string]: Reference }
  : [T] extends [string]
    ? unknown
    : [T] extends [readonly (infer Row)[]]
      ? Rows<Row, Open> & { readonly [at: number]: Reference<Row, Open> }
      : [T] extends [Map<number, infer Row>]
        ? { readonly [id: number]: Reference<Row, Open> }
        : [T] extends [object]
          ? [Open, IsRecord<T>] extends [false, true]
            ? NamedParts<T> & CustomParts
            : { readonly [Key in keyof T]-?: Reference<T[Key], Open> }
          : unknown

type NamedParts<T> = {
  readonly [Key in keyof T as {} extends Record<Key, 1> ? never : Key]-?: Reference<T[Key]>
}

/** The fields of one portal. */
interface CustomParts {
  readonly [
    custom:
      | `UF_${string}`
      | `uf${string}`
      | `PARENT_ID_${string}`
      | `parentId${string}`
      | `PROPERTY_${string}`
      | `property${string}`
      | `${number}`
  ]: Reference
}

/**
 * Whether an object is a record or contains one, so that its members are known. Others may be maps, of
 * which the documentation shows some keys.
 */
type IsRecord<T> = T extends WithId ? true : [RecordKeys<T>] extends [never] ? false : true
type WithId = { readonly ID: unknown } | { readonly id: unknown }
type RecordKeys<T> = keyof {
  [
    Key in keyof T as {} extends Record<Key, 1>
      ? never
      : NonNullable<T[Key]> extends WithId | readonly WithId[]
        ? Key
        : never
  ]: 1
}

/** The rows of a page by index, all optional under `noUncheckedIndexedAccess`. */
type Rows<Row, Open> = {
  readonly [At in `${'' | 1 | 2 | 3 | 4}${Digit}`]: Reference<Row, Open>
}
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** Replaces a reference's `$`. It is random, so that no other text becomes a reference. */
const MARK = `${Math.random()}$`

/** The texts of references, by their proxies. */
const texts = new WeakMap<object, string>()

/** Creates a reference to the result of the command with this name. */
export function createReference(name: string | number): Reference {
  if (typeof name === 'symbol' || Object(name) === name) {
    throw inputError('INVALID_REFERENCE', "a command's name is a text or a number")
  }
  return referenceProxy(`${MARK}result[${name}]`)
}

declare const float: unique symbol

/** A number that is sent with a fraction. */
export interface Float {
  readonly [float]: true
}

/** Creates a number that is sent with a fraction, which JSON text of JavaScript has only if it is not 0. */
export function createFloat(value: number): Float {
  if (!Number.isFinite(value)) {
    throw inputError('INVALID_ARGUMENT', 'a number with a fraction is a finite number')
  }
  const number = {} as Float
  texts.set(number, `${MARK}float ${value}`)
  return number
}

/** Encodes the references in JSON text for the core. */
export function encodeReferences(text: string): string {
  return text.replaceAll(MARK, '\\$')
}

/** Returns JSON text unchanged, and rejects references, which only a batch may have. */
export function rejectReferences(text: string): string {
  if (!text.includes(MARK)) return text
  throw inputError('INVALID_REFERENCE', 'only a batch takes a reference')
}

/** Returns the text of a reference, or undefined for any other value. */
export function referenceText(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? texts.get(value) : undefined
}

function referenceProxy(text: string): Reference {
  const reference = new Proxy({} as Reference, {
    get(_, key) {
      if (key === Symbol.toPrimitive || key === 'toString') return () => text
      // `await` would treat an object with `then` as a promise.
      if (typeof key === 'symbol' || key === 'then') return undefined
      if (/[\s[\]]/.test(key) || key === '') {
        throw inputError('INVALID_REFERENCE', `a reference cannot have the key "${key}"`)
      }
      return referenceProxy(`${text}[${key}]`)
    },
  })
  texts.set(reference, text)
  return reference
}
