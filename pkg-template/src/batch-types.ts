// The types of a batch: its commands checked one by one, and their outcomes.

import type { Command, Outcome } from './batch.js'
import type { Problem, Wanted } from './method-types.js'
import type { Where } from './filter.js'
import type { Methods } from './methods.js'
import type { digits, Params } from './params.js'
import type { Referred } from './reference.js'

/** The outcomes of commands, each where its command stands. */
export type Outcomes<C> = { -readonly [Key in keyof C]: Outcome<ResultOf<C[Key]>> }

/** Commands with parameters that their methods take, with references in the place of values. */
export type Checked<C> = { readonly [Key in keyof C]: CheckedCommand<C[Key]> }

type ParamsOf<Name> = Name extends keyof Methods
  ? Part<Methods[Name], 'params' | 'otherParams'>
  : Params
type Part<M, Names> = M[keyof M & Names]

type ResultOf<C> = C extends
  | readonly [infer Name extends keyof Methods, (infer Given)?]
  | { readonly method: infer Name extends keyof Methods; readonly params?: infer Given }
  ? Methods[Name] extends { when: infer When; other: infer Other }
    ? Given extends When
      ? Other
      : Methods[Name]['result']
    : Methods[Name]['result']
  : unknown

type CheckedCommand<C> = C extends readonly [infer Name extends string, infer Given]
  ? readonly [Name, ExactParams<Given, Name>]
  : C extends readonly [infer Name extends keyof Methods]
    ? {} extends ParamsOf<Name>
      ? readonly [Name]
      : readonly [Problem<`${Name} needs parameters`>]
    : C extends { readonly method: infer Name extends string; readonly params: infer Given }
      ? { readonly method: Name; readonly params: ExactParams<Given, Name> } & OnlyThose<C>
      : C extends { readonly method: infer Name extends keyof Methods }
        ? {} extends ParamsOf<Name>
          ? OnlyThose<C>
          : { readonly method: Name; readonly params: ParamsOf<Name> }
        : Command

type ExactParams<Given, Name> = Exact<
  Given,
  ParamsOf<Name>,
  Name extends keyof Methods ? Methods[Name]['params'] : {}
>

type OnlyThose<C> = {
  readonly [
    Key in Exclude<keyof C, 'method' | 'params'>
  ]: Problem<'a command is { method, params }'>
}

type Keys<T> = T extends unknown ? keyof T : never
type Member<T, Key> = T extends unknown ? (Key extends keyof T ? T[Key] : never) : never
type Scalar = string | number | boolean | bigint | symbol | null | undefined

/** `Given` where it is one of `Allowed` or refers to one, and a problem for each key that is not. */
type Exact<Given, Allowed, Hint = Allowed> = Given extends Scalar
  ? ExactScalar<Given, Allowed>
  : Given extends Referred<infer T>
    ? ExactReference<Given, T, Exclude<Allowed, undefined>>
    : Given extends Where<any> | Date | { toJSON(): unknown } | Iterable<unknown>
      ? Allowed
      : { readonly [Key in Needed<Allowed>]: unknown } & Suggested<Hint> & {
            readonly [Key in keyof Given]: Key extends Keys<Allowed>
              ? Exact<Given[Key], Member<Allowed, Key>>
              : [Keys<Allowed>] extends [never]
                ? Given[Key]
                : Problem<`there is no "${Key & string}" here`>
          }

/** Text that is known not to say digits is no identifier. */
type ExactScalar<Given, Allowed> = Given extends (
  Given extends `${number}` | `[${string}]`
    ? Allowed
    : string extends Given
      ? Allowed
      : NoDigits<Allowed>
)
  ? Given
  : Wanted<Allowed>

/** What is not typed refers to anything; a text that may say anything refers to no identifier. */
type ExactReference<Given, T, Allowed> = 0 extends T & 1
  ? Given
  : T extends NoDigits<Allowed>
    ? Given
    : Wanted<Allowed>

type NoDigits<Allowed> = Allowed extends string
  ? typeof digits extends keyof Allowed
    ? never
    : Allowed
  : Allowed

/** What an editor offers as keys. */
type Suggested<Hint> = { readonly [Key in Keys<Hint>]?: unknown }

/** The keys that each of `Allowed` needs. */
type Needed<Allowed> = {
  [Key in keyof Allowed]-?: {} extends Pick<Allowed, Key> ? never : Key
}[keyof Allowed]
