// The types of a batch of REST 3.0: its commands, checked one by one, and their outcomes.

import type { Exact, NoOtherKeys } from '../batch-types.js'
import type { Command } from '../commands.js'
import type { Outcome } from '../error.js'
import type { Problem } from '../method-types.js'
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

type CheckedCommand<C> = C extends readonly [infer Name extends string, infer Actual]
  ? readonly [NameV3<Name>, Exact<Actual, ParamsOfV3<Name>>]
  : C extends readonly [infer Name extends string]
    ? readonly [{} extends ParamsOfV3<Name> ? NameV3<Name> : Problem<`${Name} needs parameters`>]
    : C extends { readonly method: infer Name extends string; readonly params: infer Actual }
      ? {
          readonly method: NameV3<Name>
          readonly params: Exact<Actual, ParamsOfV3<Name>>
        } & NoOtherKeys<C>
      : C extends { readonly method: infer Name extends string }
        ? {} extends ParamsOfV3<Name>
          ? { readonly method: NameV3<Name> } & NoOtherKeys<C>
          : { readonly method: unknown; readonly params: ParamsOfV3<Name> }
        : Command
