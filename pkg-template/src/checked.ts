// The types of a batch: its commands checked one by one, and their outcomes.

import type { Command, Outcome } from './batch.js'
import type { Methods } from './methods.js'
import type { Params } from './params.js'
import type { Reference } from './reference.js'

/** The outcomes of commands, each where its command stands. */
export type Outcomes<C> = { -readonly [Key in keyof C]: Outcome<ResultOf<C[Key]>> }

/** Commands with parameters that their methods take, with references in the place of values. */
export type Checked<C> = { readonly [Key in keyof C]: CheckedCommand<C[Key]> }

type ParamsOf<Name> = Name extends keyof Methods
  ? Methods[Name]['params'] | (Methods[Name] extends { otherParams: infer Other } ? Other : never)
  : Params

type ResultOf<C> = C extends readonly [infer Name extends keyof Methods, ...infer Rest]
  ? Methods[Name] extends { when: infer When; other: infer Other }
    ? Rest extends readonly [When]
      ? Other
      : Methods[Name]['result']
    : Methods[Name]['result']
  : unknown

type CheckedCommand<C> = C extends readonly [infer Name extends string, infer Given]
  ? readonly [Name, Exact<Given, ParamsOf<Name>>]
  : C extends readonly [infer Name extends keyof Methods]
    ? {} extends ParamsOf<Name>
      ? readonly [Name]
      : readonly [Name, ParamsOf<Name>]
    : Command

type Keys<T> = T extends unknown ? keyof T : never
type Member<T, Key> = T extends unknown ? (Key extends keyof T ? T[Key] : never) : never
type Scalar = string | number | boolean | bigint | symbol | null | undefined

/** `Given` where it is one of `Allowed` or refers to one, and `never` for each key that is not. */
type Exact<Given, Allowed> = Given extends Scalar
  ? Allowed
  : Given extends Reference<infer T>
    ? T extends Exclude<Allowed, undefined>
      ? Given
      : never
    : Given extends readonly unknown[] | Date | { toJSON(): unknown } | Iterable<unknown>
      ? Allowed
      : { readonly [Key in Needed<Allowed>]: unknown } & {
          readonly [Key in keyof Given]: Key extends Keys<Allowed>
            ? Exact<Given[Key], Member<Allowed, Key>>
            : [Keys<Allowed>] extends [never]
              ? Given[Key]
              : never
        }

/** The keys that each of `Allowed` needs. */
type Needed<Allowed> = {
  [Key in keyof Allowed]-?: {} extends Pick<Allowed, Key> ? never : Key
}[keyof Allowed]
