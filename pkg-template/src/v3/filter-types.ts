// The types of filters of REST 3.0, with the fields of the method that they are for.

import type { Referred } from '../reference.js'
import type { FilterFieldsV3 } from './methods.js'

/** A date with a time: ISO 8601 with an offset and without milliseconds, or a `Date`. */
export type MomentV3 = string | Date

/** A condition on a field: `['id', '>', 5]`, `['status', ['new', 'pending']]`. */
type Condition<Name, Value> =
  | readonly [Name, Value | readonly Value[]]
  | readonly [Name, '=' | '!=', Value]
  | readonly [Name, 'in', readonly Value[]]
  | ([Value] extends [boolean] ? never : readonly [Name, '>' | '>=' | '<' | '<=', Value])
  | ([Value] extends [string | boolean]
      ? never
      : readonly [Name, 'between', readonly [Value, Value]])

/** Custom fields and those of related records, which are not documented. */
export type OtherFieldV3 = `UF_${string}` | `${string}.${string}`

/** A condition on one of the fields. The values of a number's field are numbers, not digits. */
export type ConditionV3<Fields> =
  | { [Name in keyof Fields]: Condition<Name, Fields[Name]> }[keyof Fields]
  | Condition<OtherFieldV3, unknown>

/** Conditions of which all or one must hold, or, if `negative`, must not. */
export interface GroupV3<Fields> {
  readonly logic: 'and' | 'or'
  readonly conditions: readonly (
    ConditionV3<Fields> | NestedGroupV3<Fields> | WhereV3<Fields> | readonly ItemV3<Fields>[]
  )[]
  readonly negative?: boolean
  readonly type?: 'filter'
}

/** A group within the conditions of another one, where the server requires its type. */
export interface NestedGroupV3<Fields> extends GroupV3<Fields> {
  readonly type: 'filter'
}

/** What a list of conditions contains. */
type ItemV3<Fields> = ConditionV3<Fields> | GroupV3<Fields> | WhereV3<Fields>

/** A filter: conditions that must all hold, one condition, a group or a `B24.where3(…)`. */
export type FilterV3<Fields> =
  readonly ItemV3<Fields>[] | ConditionV3<Fields> | GroupV3<Fields> | WhereV3<Fields>

/** A condition that a field equals a value. */
type EqualityV3<Name, Value> = readonly [Name, Value] | readonly [Name, '=', Value]

/**
 * A filter of a method that needs a field to be equal to a value, outside of any group: in the first, the second
 * or the last condition. Of a `B24.where3(…)` only the server knows.
 */
export type NeedyFilterV3<Fields, Name extends keyof Fields> =
  | EqualityV3<Name, Fields[Name]>
  | readonly [EqualityV3<Name, Fields[Name]>, ...ItemV3<Fields>[]]
  | readonly [ItemV3<Fields>, EqualityV3<Name, Fields[Name]>, ...ItemV3<Fields>[]]
  | readonly [...ItemV3<Fields>[], EqualityV3<Name, Fields[Name]>]
  | WhereV3<Fields>

/** Methods whose filters consist of conditions. */
export type FilteredMethodV3 = keyof FilterFieldsV3

/** The fields of a method's filter, or of one of this type. */
export type FieldsV3<Method extends FilteredMethodV3> = FilterFieldsV3[Method]

/** A value, or a reference to one in a batch. */
type Operand<Value> = Value | Referred<Value>

/** Values, or a reference to a list of them in a batch. */
type Operands<Value> = readonly Operand<Value>[] | Referred<readonly Value[]>

/** What fields with values that are equal, but not ordered, support. */
interface Equality<Value, Result> {
  /** The field equals the value. */
  equals(value: Operand<Value>): Result
  /** Short for `equals`. */
  eq(value: Operand<Value>): Result
  /** The field differs from the value. */
  notEquals(value: Operand<Value>): Result
  /** The field equals one of the values. */
  in(values: Operands<Value>): Result
  /** The field equals none of the values. */
  notIn(values: Operands<Value>): Result
}

interface Comparison<Value, Result> extends Equality<Value, Result> {
  /** The field is greater or later than the value. */
  greaterThan(value: Operand<Value>): Result
  /** The field is greater, later or equal. */
  atLeast(value: Operand<Value>): Result
  /** The field is less or earlier than the value. */
  lessThan(value: Operand<Value>): Result
  /** The field is less, earlier or equal. */
  atMost(value: Operand<Value>): Result
}

interface Range<Value, Result> extends Comparison<Value, Result> {
  /** The field is between two values or equals one of them. */
  between(from: Operand<Value>, to: Operand<Value>): Result
}

/** The conditions that a field with values of this type supports. */
export type ConditionsOnV3<Value, Result> = unknown extends Value
  ? Range<Value, Result>
  : [Value] extends [boolean]
    ? Equality<Value, Result>
    : [Value] extends [string]
      ? Comparison<Value, Result>
      : Range<Value, Result>

/** The member of filters of REST 3.0 that exists for the compiler only. */
export declare const fields: unique symbol

/** An immutable builder of filters; each instance is a filter. */
export interface WhereV3<Fields> {
  /** The fields; they exist for the compiler only. */
  readonly [fields]?: (fields: Fields) => void
  /** Returns the conditions on a field; each returns a filter with that condition added. */
  and<Name extends (keyof Fields & string) | OtherFieldV3>(
    field: Name,
  ): ConditionsOnV3<Name extends keyof Fields ? Fields[Name] : any, WhereV3<Fields>>
  /** Returns a filter for which another one must hold, too. */
  and(other: WhereV3<Fields>): WhereV3<Fields>
  /** Returns a filter that holds if this or another one does. */
  or(other: WhereV3<Fields>): WhereV3<Fields>
  /** Returns a filter that holds if this one does not. */
  not(): WhereV3<Fields>
  /** Returns the filter as it is sent. */
  toJSON(): unknown
}

/** The fields of a method's filter that have values of exactly this type. */
type FieldOfType<Method extends FilteredMethodV3, Value> = {
  [Name in keyof FieldsV3<Method>]: [FieldsV3<Method>[Name], Value] extends [
    Value,
    FieldsV3<Method>[Name],
  ]
    ? Name
    : never
}[keyof FieldsV3<Method>]

/**
 * Starts a filter on the records of a method: `B24.where3<'tasks.task.list'>('id').in([3, 7])`. Without a
 * method nothing is known of the fields.
 */
export interface Where3 {
  (field: string): ConditionsOnV3<any, WhereV3<any>>
  <Method extends FilteredMethodV3>(
    field: FieldOfType<Method, number>,
  ): ConditionsOnV3<number, WhereV3<FieldsV3<Method>>>
  <Method extends FilteredMethodV3>(
    field: FieldOfType<Method, boolean>,
  ): ConditionsOnV3<boolean, WhereV3<FieldsV3<Method>>>
  <Method extends FilteredMethodV3>(
    field: FieldOfType<Method, MomentV3>,
  ): ConditionsOnV3<MomentV3, WhereV3<FieldsV3<Method>>>
  <Method extends FilteredMethodV3>(
    field: OtherFieldV3,
  ): ConditionsOnV3<any, WhereV3<FieldsV3<Method>>>
  // The most frequent type is last: compilers show the error of the last overload.
  <Method extends FilteredMethodV3>(
    field: FieldOfType<Method, string>,
  ): ConditionsOnV3<string, WhereV3<FieldsV3<Method>>>
}
