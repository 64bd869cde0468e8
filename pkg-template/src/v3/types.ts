// The types of the methods of REST 3.0, looked up by their names.

import type { Args, Problem } from '../method-types.js'
import type { Methods } from '../methods.js'
import type { Params } from '../params.js'
import type { Reply } from '../reply.js'
import type { FilterV3, OtherFieldV3 } from './filter-types.js'
import type { MethodsV3 } from './methods.js'
import type { CallOptionsV3 } from './options.js'

type Direction = 'ASC' | 'DESC' | 'asc' | 'desc'

/** The order of a list: directions by names of fields, the most significant first. */
export type OrderV3<Names extends string = string> = {
  readonly [Field in Names | OtherFieldV3]?: Direction
}

/** Where the rows of a `tail` method begin: after the value of a field, which the filter cannot have. */
export interface CursorV3 {
  /** By default `id`. Rows with equal values may be lost. */
  readonly field?: string
  /** By default 0, which some servers refuse. */
  readonly value?: number | string | Date
  readonly order?: Direction
  readonly limit?: number
}

/** The name of a method of REST 3.0: a documented one or any other. */
export type MethodNameV3 = keyof MethodsV3 | (string & {})

/** What an `aggregate` method computes of fields. */
type AggregateFunction = 'sum' | 'avg' | 'min' | 'max' | 'count' | 'countDistinct'

/** The parameters of an `aggregate` method: `{ select: { count: ['id'], sum: ['price'] } }`. */
export interface AggregateParamsV3 {
  readonly select: { readonly [Function in AggregateFunction]?: readonly [string, ...string[]] }
  readonly filter?: FilterV3<Record<string, unknown>>
}

/** The result of an `aggregate` method: values by function and field, numbers mostly as digits. */
export interface AggregateResultV3 {
  readonly result: {
    readonly [Function in AggregateFunction]?: {
      readonly [field: string]: number | string | null
    }
  }
}

/** What is known of a method. Its name is inferred, as for the other methods. */
type Entry<Name> = Name extends infer Known extends keyof MethodsV3
  ? MethodsV3[Known]
  : Name extends `${string}.aggregate`
    ? { params: AggregateParamsV3; result: AggregateResultV3 }
    : {}

/** The name, unless it is that of a method that only earlier versions have. */
export type NameV3<Name> = Name extends keyof MethodsV3
  ? Name
  : Methods extends Record<Name & string, unknown>
    ? Problem<`${Name & string} is no method of REST 3.0: use b24.call`>
    : Name

/** Whether a name may be any method's, so that nothing is known. */
type IsAny<Name> = [keyof MethodsV3] extends [Name] ? true : false

/** The parameters of a method; any for an untyped one. */
export type ParamsOfV3<Name> =
  IsAny<Name> extends true ? Params : Entry<Name> extends { params: infer P } ? P : Params

/** The result of a method; `Result` if it is given. */
export type ResultOfV3<Name, Result = never> = [Result] extends [never]
  ? IsAny<Name> extends true
    ? unknown
    : Entry<Name> extends { result: infer R }
      ? R
      : unknown
  : Result

/** A row of a method's list; `Row` if it is given. */
export type RowOfV3<Name, Row = never> = [Row] extends [never]
  ? IsAny<Name> extends true
    ? unknown
    : Entry<Name> extends { row: infer R }
      ? R
      : unknown
  : Row

/** The documented methods whose lists have pages. */
export type ListMethodV3 = {
  [Name in keyof MethodsV3]: MethodsV3[Name] extends { row: unknown } ? Name : never
}[keyof MethodsV3]

/** The name, unless the method is known to have no pages. */
export type ListNameV3<Name> = Name extends ListMethodV3
  ? Name
  : Name extends keyof MethodsV3
    ? Problem<`${Name} has no pages: use b24.v3.call`>
    : NameV3<Name>

/**
 * The parameters of a list, without those that set its pages but their length; the `cursor` of a `tail` is where
 * it begins.
 */
export type ListParamsV3<P> = P extends unknown
  ? Omit<P, 'pagination'> & ('pagination' extends keyof P ? PageLength : {})
  : never

interface PageLength {
  readonly pagination?: {
    /** The most rows of a page. */
    readonly limit?: number
  }
}

/** A method: its parameters, and options of the call. */
export type CallV3<Name extends keyof MethodsV3> = (
  ...args: Args<ParamsOfV3<Name>, CallOptionsV3>
) => Promise<Reply<ResultOfV3<Name>>>
