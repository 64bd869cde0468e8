// The types of a batch: its commands, checked one by one, and their outcomes.

import type { Command } from './batch.js'
import type { Outcome } from './error.js'
import type {
  AllParamsOf,
  AlternateOf,
  ParamsOf,
  Problem,
  ResultOf,
  Wanted,
} from './method-types.js'
import type { Where } from './filter.js'
import type { Methods } from './methods.js'
import type { digits } from './params.js'
import type { Referred } from './reference.js'

/** The outcomes of commands, under the same names or indexes. */
export type Outcomes<C> = { -readonly [Key in keyof C]: Outcome<CommandResult<C[Key]>> }

/**
 * Commands whose parameters their methods accept; references may replace values. `C[never]` adds no
 * value: compilers before 5.3 keep literals for a `const` type parameter in a union, but not in an
 * intersection.
 */
export type Checked<C> = (C & CheckedCommands<C>) | C[never] | OtherHalf<C>

/** Lists, for a variable of the type `Commands`: compilers infer only its other half, commands by name. */
type OtherHalf<C> = Readonly<Record<string, Command>> extends C ? readonly Command<string>[] : never

type CheckedCommands<C> = {
  readonly [Key in keyof C]: CheckedCommand<
    C[Key],
    C extends readonly unknown[] ? keyof Methods : string
  >
}

/** The result of a command: the alternate one if its parameters select it. */
type CommandResult<C> = [Command] extends [C]
  ? unknown
  : C extends
        | readonly [infer Name extends keyof Methods, (infer Actual)?]
        | { readonly method: infer Name extends keyof Methods; readonly params?: infer Actual }
    ? [AlternateOf<Name>] extends [never]
      ? ResultOf<Name>
      : AlternateOf<Name> extends { when: infer When; other: infer Other }
        ? Actual extends When
          ? Other
          : ResultOf<Name>
        : never
    : unknown

type CheckedCommand<C, Names extends string> = C extends readonly [
  infer Name extends string,
  infer Actual,
]
  ? readonly [Name, ExactParams<Actual, Name>]
  : C extends readonly [infer Name extends Names]
    ? {} extends AllParamsOf<Name>
      ? readonly [Name]
      : readonly [Problem<`${Name} needs parameters`>]
    : C extends { readonly method: infer Name extends string; readonly params: infer Actual }
      ? { readonly method: unknown; readonly params: ExactParams<Actual, Name> } & NoOtherKeys<C>
      : C extends { readonly method: infer Name extends Names }
        ? {} extends AllParamsOf<Name>
          ? NoOtherKeys<C>
          : { readonly method: unknown; readonly params: AllParamsOf<Name> }
        : Command

type ExactParams<Actual, Name> = Exact<
  Actual,
  AllParamsOf<Name>,
  Name extends infer Known extends keyof Methods ? ParamsOf<Known> : {}
>

/** Problems for keys that a command does not have. */
export type NoOtherKeys<C> = {
  readonly [
    Key in Exclude<keyof C, 'method' | 'params'>
  ]: Problem<'a command is { method, params }'>
}

/** The keys of each member of a union. */
export type Keys<T> = T extends unknown ? keyof T : never
/** The values under a key of each member of a union. */
export type Member<T, Key> = T extends unknown ? (Key extends keyof T ? T[Key] : never) : never
export type Scalar = string | number | boolean | bigint | symbol | null | undefined

/** `Actual` if it is one of `Allowed` or refers to one, with a problem for each unknown key. */
export type Exact<Actual, Allowed, Hint = Allowed> = Actual extends Scalar
  ? ExactScalar<Actual, Allowed>
  : Actual extends Referred<infer T>
    ? ExactReference<Actual, T, Exclude<Allowed, undefined>>
    : Actual extends Where<any> | Date | { toJSON(): unknown } | Iterable<unknown>
      ? ExactItems<Actual, Allowed>
      : WithRequired<Allowed> &
          Suggested<Hint> & {
            readonly [Key in keyof Actual]: Key extends Keys<Allowed>
              ? Exact<Actual[Key], Member<Allowed, Key>>
              : [Keys<Allowed>] extends [never]
                ? Actual[Key]
                : Problem<`there is no "${Key & string}" here`>
          }

/** The items of a list one by one, if a list of them is allowed. */
type ExactItems<Actual, Allowed> = Actual extends readonly unknown[]
  ? [ItemOf<Allowed>] extends [never]
    ? Allowed
    : { readonly [Key in keyof Actual]: Exact<Actual[Key], ItemOf<Allowed>> }
  : Allowed
type ItemOf<Allowed> = Allowed extends readonly (infer Item)[] ? Item : never

/** Text that is known to contain other characters than digits is not an identifier. */
type ExactScalar<Actual, Allowed> = Actual extends (
  Actual extends `${number}` | `[${string}]`
    ? Allowed
    : string extends Actual
      ? Allowed
      : NoDigits<Allowed>
)
  ? Actual
  : Wanted<Allowed>

/** An untyped reference fits anywhere; a reference to text other than digits is not an identifier. */
type ExactReference<Actual, T, Allowed> = 0 extends T & 1
  ? Actual
  : T extends (typeof digits extends keyof T ? Allowed : NoDigits<Allowed>)
    ? Actual
    : Wanted<Allowed>

type NoDigits<Allowed> = Allowed extends string
  ? typeof digits extends keyof Allowed
    ? never
    : Allowed
  : Allowed

/** The keys that an editor suggests. */
export type Suggested<Hint> = { readonly [Key in Keys<Hint>]?: unknown }

/** The keys that one of `Allowed` requires. */
export type WithRequired<Allowed> = Allowed extends Scalar
  ? {}
  : {
      readonly [
        Key in NamedKeys<Allowed> as Allowed extends { readonly [Required in Key]: unknown }
          ? Key
          : never
      ]: unknown
    }

/** The keys of each member of a union, without those of index signatures. */
type NamedKeys<T> = T extends unknown
  ? keyof { [Key in keyof T as {} extends Record<Key, 1> ? never : Key]: unknown }
  : never
