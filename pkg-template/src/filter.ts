import { inputError } from './error.js'
import type {
  CustomField,
  EqualityOperator,
  FieldType,
  ListOperator,
  Operator,
  PatternOperator,
  RangeOperator,
} from './field-types.js'

type FieldName<Fields> = keyof Fields & string
type ValueOf<Field> = Field extends FieldType<infer Value, Operator> ? Value : never
type OperatorsOf<Field> = Field extends FieldType<unknown, infer Operators> ? Operators : never
/** The keys of the conditions on one field with the supported operators of a family. */
type ConditionKey<
  Fields,
  Name extends FieldName<Fields>,
  Family extends Operator,
> = `${Extract<OperatorsOf<Fields[Name]>, Family>}${Name}`
/** The operand of equality: one value or, if the field supports lists, several. */
type EqualityOperand<Field> =
  '@' extends OperatorsOf<Field> ? ValueOf<Field> | readonly ValueOf<Field>[] : ValueOf<Field>

/** Conditions on fields, all of which must hold: `{ '!%LAST_NAME': 'an', '@ID': [3, 7] }`. */
export type Filter<Fields> = {
  [Name in FieldName<Fields> as ConditionKey<Fields, Name, EqualityOperator>]?: EqualityOperand<
    Fields[Name]
  >
} & {
  [Name in FieldName<Fields> as ConditionKey<Fields, Name, ListOperator>]?: readonly ValueOf<
    Fields[Name]
  >[]
} & {
  [Name in FieldName<Fields> as ConditionKey<Fields, Name, RangeOperator>]?: ValueOf<Fields[Name]>
} & {
  [Name in FieldName<Fields> as ConditionKey<Fields, Name, PatternOperator>]?: string
} & CustomConditions & {
    // A known field that starts with `UF_` supports only its own operators.
    [
      Name in FieldName<Fields> &
        `UF_${string}` as `${Exclude<Operator, OperatorsOf<Fields[Name]>>}${Name}`
    ]?: never
  }

/** Conditions on custom fields. */
interface CustomConditions {
  [custom: `${EqualityOperator}UF_${string}`]: EqualityOperand<CustomField>
  [custom: `${ListOperator}UF_${string}`]: readonly ValueOf<CustomField>[]
  [custom: `${RangeOperator}UF_${string}`]: ValueOf<CustomField>
  [custom: `${PatternOperator}UF_${string}`]: string
}

/** The parameters under upper-case names, without those that are names of conditions. */
type UpperCaseParams<Params, Conditions> = {
  [
    Name in keyof Params & string as Exclude<Uppercase<Name>, keyof Params | keyof Conditions>
  ]?: Params[Name]
}
type NoFilter = { filter?: never; FILTER?: never }

/**
 * Parameters as in the documentation's examples: names in upper case, and conditions instead of a
 * filter. Conditions beside a filter are excluded, because the portal ignores them.
 */
export type DocumentedParams<Params, Conditions> =
  | (Params & UpperCaseParams<Params, Conditions>)
  | (Conditions & Omit<Params & UpperCaseParams<Params, Conditions>, keyof NoFilter> & NoFilter)

/** The conditions on a field; each returns the filter with that condition. */
interface FieldConditions<Value, Operand, Result> {
  /** The field equals the value; with a list, one of its values. */
  equals(value: Operand): Result
  /** The field differs from the value; with a list, from each of its values. */
  notEquals(value: Operand): Result
  /** The field equals one of the values. */
  in(values: readonly Value[]): Result
  /** The field equals none of the values. */
  notIn(values: readonly Value[]): Result
  /** The field is greater or later than the value. */
  greaterThan(value: Value): Result
  /** The field is greater, later or equal. */
  atLeast(value: Value): Result
  /** The field is less or earlier than the value. */
  lessThan(value: Value): Result
  /** The field is less, earlier or equal. */
  atMost(value: Value): Result
  /** The field contains the text. */
  contains(text: string): Result
  /** The field does not contain the text. */
  notContains(text: string): Result
  /** The field matches a pattern in which `%` stands for any text. */
  like(pattern: string): Result
  /**
   * The field does not match a pattern in which `%` stands for any text. Some portals of 2026 do not
   * support this operator and ignore the condition.
   */
  notLike(pattern: string): Result
  /** The field equals the value; in text, `%` and `_` are wildcards. */
  is(value: Operand): Result
}

const PREFIXES = {
  equals: '=',
  notEquals: '!=',
  in: '@',
  notIn: '!@',
  greaterThan: '>',
  atLeast: '>=',
  lessThan: '<',
  atMost: '<=',
  contains: '%',
  notContains: '!%',
  like: '=%',
  notLike: '!=%',
  is: '',
} as const satisfies Record<keyof FieldConditions<unknown, unknown, unknown>, Operator>

/**
 * Returns the conditions on a field; each returns what `add` does.
 *
 * @internal
 */
export function conditionsOn(
  field: string,
  add: (prefix: string, value: unknown) => unknown,
): object {
  if (typeof field !== 'string') throw inputError('INVALID_ARGUMENT', "a field's name is a text")
  const methods = Object.entries(PREFIXES).map(([method, prefix]) => [
    method,
    (value: unknown) => add(prefix, value),
  ])
  return Object.fromEntries(methods)
}

type ConditionsWith<Operators extends Operator> = {
  [Name in keyof typeof PREFIXES]: (typeof PREFIXES)[Name] extends Operators ? Name : never
}[keyof typeof PREFIXES]

/** The conditions that one field supports. */
export type ConditionsOn<Field, Result> = Pick<
  FieldConditions<ValueOf<Field>, EqualityOperand<Field>, Result>,
  ConditionsWith<OperatorsOf<Field>>
>

/** The type of a field; any other name is that of a custom field. */
export type FieldOf<Fields, Name> = Name extends keyof Fields ? Fields[Name] : CustomField

export interface Where<Fields> extends CustomConditions {}

/** An immutable builder of filters; each instance is a filter. */
export class Where<Fields> {
  /** @internal */
  static readonly name = 'Where'

  private constructor(conditions: object) {
    Object.assign(this, conditions)
  }

  /** Returns the conditions on a field; each returns a filter with that condition. */
  static on<Fields, Name extends FieldName<Fields> | (`UF_${string}` & {})>(
    field: Name,
  ): ConditionsOn<FieldOf<Fields, Name>, Where<Fields>> {
    return new Where<Fields>({}).and(field)
  }

  /** Returns the conditions on a field; each returns a new filter with the condition added. */
  and<Name extends FieldName<Fields> | (`UF_${string}` & {})>(
    field: Name,
  ): ConditionsOn<FieldOf<Fields, Name>, Where<Fields>> {
    return conditionsOn(field, (prefix, value) => {
      const name = prefix + field
      if (name in this) throw inputError('INVALID_CONDITION', `condition "${name}" is given twice`)
      return new Where<Fields>({ ...this, [name]: value })
    }) as never
  }
}
