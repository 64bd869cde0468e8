// The types of a batch: its commands, checked one by one, and their outcomes.

import type { Command } from './batch.js'
import type { Outcome } from './error.js'
import type { Problem, Wanted } from './method-types.js'
import type { Where } from './filter.js'
import type { Methods } from './methods.js'
import type { digits, Params } from './params.js'
import type { Referred } from './reference.js'

/** The outcomes of commands, under the same names or indexes. */
export type Outcomes<C> = { -readonly [Key in keyof C]: Outcome<CommandResult<C[Key]>> }

/** Commands whose parameters their methods accept; references may replace values. */
export type Checked<C> = { readonly [Key in keyof C]: CheckedCommand<C[Key]> }

/** The parameters that a method accepts in a batch. */
type CommandParams<Name> = Name extends keyof Methods
  ? MembersOf<Methods[Name], 'params' | 'otherParams'>
  : Params
type MembersOf<T, Names> = T[keyof T & Names]

/** The result of a command: the alternate one if its parameters select it. */
type CommandResult<C> = C extends
  | readonly [infer Name extends keyof Methods, (infer Actual)?]
  | { readonly method: infer Name extends keyof Methods; readonly params?: infer Actual }
  ? Methods[Name] extends { when: infer When; other: infer Other }
    ? Actual extends When
      ? Other
      : Methods[Name]['result']
    : Methods[Name]['result']
  : unknown

type CheckedCommand<C> = C extends readonly [infer Name extends string, infer Actual]
  ? readonly [Name, ExactParams<Actual, Name>]
  : C extends readonly [infer Name extends keyof Methods]
    ? {} extends CommandParams<Name>
      ? readonly [Name]
      : readonly [Problem<`${Name} needs parameters`>]
    : C extends { readonly method: infer Name extends string; readonly params: infer Actual }
      ? { readonly method: Name; readonly params: ExactParams<Actual, Name> } & NoOtherKeys<C>
      : C extends { readonly method: infer Name extends keyof Methods }
        ? {} extends CommandParams<Name>
          ? NoOtherKeys<C>
          : { readonly method: Name; readonly params: CommandParams<Name> }
        : Command

type ExactParams<Actual, Name> = Exact<
  Actual,
  CommandParams<Name>,
  Name extends keyof Methods ? Methods[Name]['params'] : {}
>

type NoOtherKeys<C> = {
  readonly [
    Key in Exclude<keyof C, 'method' | 'params'>
  ]: Problem<'a command is { method, params }'>
}

/** The keys of each member of a union. */
type Keys<T> = T extends unknown ? keyof T : never
/** The values under a key of each member of a union. */
type Member<T, Key> = T extends unknown ? (Key extends keyof T ? T[Key] : never) : never
type Scalar = string | number | boolean | bigint | symbol | null | undefined

/** `Actual` if it is one of `Allowed` or refers to one, with a problem for each unknown key. */
type Exact<Actual, Allowed, Hint = Allowed> = Actual extends Scalar
  ? ExactScalar<Actual, Allowed>
  : Actual extends Referred<infer T>
    ? ExactReference<Actual, T, Exclude<Allowed, undefined>>
    : Actual extends Where<any> | Date | { toJSON(): unknown } | Iterable<unknown>
      ? Allowed
      : { readonly [Key in RequiredKeys<Allowed>]: unknown } & Suggested<Hint> & {
            readonly [Key in keyof Actual]: Key extends Keys<Allowed>
              ? Exact<Actual[Key], Member<Allowed, Key>>
              : [Keys<Allowed>] extends [never]
                ? Actual[Key]
                : Problem<`there is no "${Key & string}" here`>
          }

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

/** An untyped reference fits anywhere; a reference to any text is not an identifier. */
type ExactReference<Actual, T, Allowed> = 0 extends T & 1
  ? Actual
  : T extends NoDigits<Allowed>
    ? Actual
    : Wanted<Allowed>

type NoDigits<Allowed> = Allowed extends string
  ? typeof digits extends keyof Allowed
    ? never
    : Allowed
  : Allowed

/** The keys that an editor suggests. */
type Suggested<Hint> = { readonly [Key in Keys<Hint>]?: unknown }

/** The keys that all of `Allowed` require. */
type RequiredKeys<Allowed> = {
  [Key in keyof Allowed]-?: {} extends Pick<Allowed, Key> ? never : Key
}[keyof Allowed]
