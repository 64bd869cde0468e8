import { inputError } from './error.js'
import type { Identifier } from './params.js'

/** Operators that compare a field for equality with a value or with each of a list. */
export type Equality = '' | '=' | '!' | '!='
/** Operators that take a list. */
export type List = '@' | '!@'
/** Operators that compare by order. */
export type Order = '>' | '>=' | '<' | '<='
/** Operators that search text. */
export type Pattern = '%' | '!%' | '=%' | '%=' | '!=%' | '!%='
/** Every documented operator. */
export type Operator = Equality | List | Order | Pattern

/** The type of a field's values, and the operators that it supports. */
export interface FieldType<Value, Offered extends Operator> {
  readonly value: Value
  readonly operators: Offered
}

/** A record's identifier. */
export type Id = FieldType<Identifier, Equality | List | Order>
/** A field that holds several identifiers. */
export type Ids = FieldType<Identifier, Equality | List>
/** A boolean. */
export type Flag = FieldType<boolean, Equality>
/** Only true. */
export type True = FieldType<true, ''>
/** Text. */
export type Text = FieldType<string, Operator>
/** A date or date-time, as ISO 8601 or as a `Date`. */
export type DateTime = FieldType<string | Date, Equality | List | Order>
/** Text with at least one word of three characters or more, or a number. */
export type Search = FieldType<string | number, ''>
/** A custom field, `UF_…`. */
export type Custom = FieldType<string | number | boolean | Date, Operator>

type Name<Fields> = keyof Fields & string
type Value<Field> = Field extends FieldType<infer V, Operator> ? V : never
type Offered<Field> = Field extends FieldType<unknown, infer O> ? O : never
type Keys<
  Fields,
  F extends Name<Fields>,
  Family extends Operator,
> = `${Extract<Offered<Fields[F]>, Family>}${F}`
/** The operand of equality: one value or, if the field supports lists, several. */
type Equal<Field> =
  '@' extends Offered<Field> ? Value<Field> | readonly Value<Field>[] : Value<Field>

/** Conditions on fields, all of which must hold: `{ '!%LAST_NAME': 'an', '@ID': [3, 7] }`. */
export type Filter<Fields> = {
  [F in Name<Fields> as Keys<Fields, F, Equality>]?: Equal<Fields[F]>
} & {
  [F in Name<Fields> as Keys<Fields, F, List>]?: readonly Value<Fields[F]>[]
} & {
  [F in Name<Fields> as Keys<Fields, F, Order>]?: Value<Fields[F]>
} & {
  [F in Name<Fields> as Keys<Fields, F, Pattern>]?: string
} & CustomConditions & {
    // A known field that starts with `UF_` supports only its own operators.
    [F in Name<Fields> & `UF_${string}` as `${Exclude<Operator, Offered<Fields[F]>>}${F}`]?: never
  }

/** Conditions on custom fields. */
interface CustomConditions {
  [custom: `${Equality}UF_${string}`]: Equal<Custom>
  [custom: `${List}UF_${string}`]: readonly Value<Custom>[]
  [custom: `${Order}UF_${string}`]: Value<Custom>
  [custom: `${Pattern}UF_${string}`]: string
}

type Upper<P, Fields> = {
  [Name in keyof P & string as Exclude<Uppercase<Name>, keyof P | keyof Fields>]?: P[Name]
}
type NoFilter = { filter?: never; FILTER?: never }

/**
 * Parameters as in the documentation's examples: names in upper case, and conditions instead of a
 * filter. Conditions beside a filter are excluded, because the portal ignores them.
 */
export type Documented<P, Conditions> =
  | (P & Upper<P, Conditions>)
  | (Conditions & Omit<P & Upper<P, Conditions>, keyof NoFilter> & NoFilter)

interface Comparisons<V, E, Next> {
  /** The field equals the value; with a list, one of its values. */
  equals(value: E): Next
  /** The field differs from the value; with a list, from each of its values. */
  notEquals(value: E): Next
  /** The field equals one of the values. */
  in(values: readonly V[]): Next
  /** The field equals none of the values. */
  notIn(values: readonly V[]): Next
  /** The field is greater or later than the value. */
  greaterThan(value: V): Next
  /** The field is greater, later or equal. */
  atLeast(value: V): Next
  /** The field is less or earlier than the value. */
  lessThan(value: V): Next
  /** The field is less, earlier or equal. */
  atMost(value: V): Next
  /** The field contains the text. */
  contains(text: string): Next
  /** The field does not contain the text. */
  notContains(text: string): Next
  /** The field matches a pattern in which `%` stands for any text. */
  like(pattern: string): Next
  /**
   * The field does not match a pattern in which `%` stands for any text. Some portals of 2026 do not
   * support this operator and ignore the condition.
   */
  notLike(pattern: string): Next
  /** The field equals the value; in text, `%` and `_` are wildcards. */
  is(value: E): Next
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
} as const satisfies Record<keyof Comparisons<unknown, unknown, unknown>, Operator>

type SupportedMethods<O extends Operator> = {
  [M in keyof typeof PREFIXES]: (typeof PREFIXES)[M] extends O ? M : never
}[keyof typeof PREFIXES]

/** The conditions that one field supports. */
export type Condition<Field, Next> = Pick<
  Comparisons<Value<Field>, Equal<Field>, Next>,
  SupportedMethods<Offered<Field>>
>

type FieldOf<Fields, F> = F extends keyof Fields ? Fields[F] : Custom

export interface Where<Fields> extends CustomConditions {}

/** An immutable builder of filters; each instance is a filter. */
export class Where<Fields> {
  /** @internal */
  static readonly name = 'Where'

  private constructor(conditions: object) {
    Object.assign(this, conditions)
  }

  /** Returns the operators of a field; each returns a filter with that condition. */
  static on<Fields, F extends Name<Fields> | (`UF_${string}` & {})>(
    field: F,
  ): Condition<FieldOf<Fields, F>, Where<Fields>> {
    return new Where<Fields>({}).and(field)
  }

  /** Returns the operators of a field; each returns a new filter with the condition added. */
  and<F extends Name<Fields> | (`UF_${string}` & {})>(
    field: F,
  ): Condition<FieldOf<Fields, F>, Where<Fields>> {
    const methods = Object.entries(PREFIXES).map(([method, prefix]) => [
      method,
      (value: unknown) => {
        const name = prefix + field
        if (name in this)
          throw inputError('INVALID_CONDITION', `condition "${name}" is given twice`)
        return new Where<Fields>({ ...this, [name]: value })
      },
    ])
    return Object.fromEntries(methods)
  }
}
