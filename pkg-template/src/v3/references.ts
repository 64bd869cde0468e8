import type { Reference } from '../reference.js'

/** What a reference reaches of a result: its `item` or its `items`. */
export type ContentV3<Result> = unknown extends Result
  ? any
  : Result extends { readonly item: infer Item }
    ? Item
    : Result extends { readonly items: infer Items }
      ? Items
      : never

/** The members of each row, as lists. */
export type EachV3<Rows> = 0 extends Rows & 1
  ? Reference<any>
  : Rows extends readonly (infer Row)[]
    ? { readonly [Key in keyof Row]-?: Reference<NonNullable<Row[Key]>[]> }
    : never
