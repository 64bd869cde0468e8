// The types of a batch of REST 3.0: its commands, checked one by one, and their outcomes.

import type {
  Exact,
  Keys,
  Member,
  NoOtherKeys,
  Scalar,
  Suggested,
  WithRequired,
} from '../batch-types.js'
import type { Command } from '../batch.js'
import type { Outcome } from '../error.js'
import type { Problem, Wanted } from '../method-types.js'
import type { Referred } from '../reference.js'
import type { WhereV3 } from './filter-types.js'
import type { MethodsV3 } from './methods.js'
import type { NameV3, ParamsOfV3, ResultOfV3 } from './types.js'

/** The outcomes of commands, under the same names or indexes. */
export type OutcomesV3<C> = { -readonly [Key in keyof C]: Outcome<CommandResult<C[Key]>> }

/** Commands whose parameters their methods accept; references may replace values. */
export type CheckedV3<C> = (C & { readonly [Key in keyof C]: CheckedCommand<C[Key]> }) | C[never]

type CommandResult<C> = [Command] extends [C]
  ? unknown
  : C extends readonly [infer Name extends string, unknown?]
    ? ResultOfV3<Name>
    : C extends { readonly method: infer Name extends string }
      ? ResultOfV3<Name>
      : unknown

type CheckedCommand<C> = [Command] extends [C]
  ? Command
  : C extends readonly [infer Name extends string, infer Actual]
    ? readonly [CheckedName<Name>, CheckedParams<Actual, ParamsOfV3<Name>>]
    : C extends readonly [infer Name extends string]
      ? readonly [
          {} extends ParamsOfV3<Name> ? CheckedName<Name> : Problem<`${Name} needs parameters`>,
        ]
      : C extends { readonly method: infer Name extends string; readonly params: infer Actual }
        ? {
            readonly method: CheckedName<Name>
            readonly params: CheckedParams<Actual, ParamsOfV3<Name>>
          } & NoOtherKeys<C>
        : C extends { readonly method: infer Name extends string }
          ? {} extends ParamsOfV3<Name>
            ? { readonly method: CheckedName<Name> } & NoOtherKeys<C>
            : { readonly method: unknown; readonly params: ParamsOfV3<Name> }
          : Command

/** The name of a method. Of any name nothing is known. */
type CheckedName<Name extends string> = [keyof MethodsV3] extends [Name] ? string : NameV3<Name>

/** The parameters, with a problem for each that the method does not have. */
type CheckedParams<Actual, Allowed> = [Keys<Allowed>] extends [never]
  ? unknown
  : WithRequired<Allowed> &
      Suggested<Allowed> & {
        readonly [Key in keyof Actual]: Key extends Keys<Allowed>
          ? CheckedValue<Key, Actual[Key], Member<Allowed, Key>>
          : Problem<`there is no "${Key & string}" here`>
      }

/** A value that is allowed. Filters have too many members to be checked one by one. */
type CheckedValue<Key, Actual, Allowed> = Key extends 'filter'
  ? Dereferenced<Actual> extends Allowed
    ? unknown
    : Wanted<Allowed>
  : Exact<Actual, Allowed>

/** The type of a value, with those of the results in place of references to them. */
type Dereferenced<Actual> =
  Actual extends Referred<infer T>
    ? 0 extends T & 1
      ? any
      : T
    : Actual extends Scalar | Date | WhereV3<any>
      ? Actual
      : { [Key in keyof Actual]: Dereferenced<Actual[Key]> }
