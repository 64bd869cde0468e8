// The types that the declarations of the documented methods share.

import type { CallOptions } from './call-options.js'
import type { CustomFields } from './custom-fields.js'
import type { Args, ParamsOf, Problem, ResultOf } from './method-types.js'
import type { Methods } from './methods.js'
import type { Reply } from './reply.js'
import type { fields } from './v3/filter-types.js'

export type { DigitText } from './params.js'

/** A method: its parameters, and options of the call. */
export type Call<Name extends keyof Methods> = (
  ...args: Args<ParamsOf<Name>, CallOptions>
) => Promise<Reply<ResultOf<Name>>>

/** Conditions of a list: names of fields, with operators before them: `{ '>ID': 5 }`. */
export interface Conditions {
  readonly [condition: string]: any
  /** A filter of REST 3.0, which is built by `B24.where3` or a list, is ignored here. */
  readonly [fields]?: never
  readonly [Symbol.unscopables]?: never
}

/** The order of a list: directions by names of fields. */
export interface Order {
  readonly [field: string]: 'ASC' | 'DESC' | 'asc' | 'desc' | (string & {})
}

/** A switch. A boolean is sent as `1` or `0`. */
export type Flag = boolean | 'Y' | 'N' | 0 | 1 | '0' | '1'

/** One value or several. */
export type Many<T> = T | readonly T[]

/** One of several values of a field: a telephone number, an e-mail address. */
export interface MultiField {
  readonly ID?: string | number
  readonly VALUE?: string
  /** `WORK`, `HOME`, `MOBILE` and others. */
  readonly VALUE_TYPE?: string
  readonly TYPE_ID?: string
  /** Deletes the value that `ID` names. */
  readonly DELETE?: 'Y'
  readonly [member: string]: unknown
}

/** The parameters of a method that takes none. */
export interface NoParams<Name extends string> {
  [parameter: string]: Problem<`${Name} takes no parameters; options are the second argument`>
}

/** Requires one of the parameters that stand for each other. */
export type OneOf<Params, Names extends keyof Params> = Names extends unknown
  ? Required<Pick<Params, Names>>
  : never

/** The custom fields that the app declares for an entity. */
export type Custom<Entity extends string> = Entity extends keyof CustomFields
  ? Partial<CustomFields[Entity]>
  : unknown

/** The same for an interface to extend: what a record has in addition. */
export type CustomMembers<Entity extends string> = Entity extends keyof CustomFields
  ? Partial<CustomFields[Entity]>
  : {}
