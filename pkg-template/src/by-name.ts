// What is known of a method by its name.

import type { Methods } from './methods.js'
import type { Params } from './params.js'

/** The parameters of a method; any for one that is not typed. */
export type ParamsOf<Name> = Name extends keyof Methods ? Methods[Name]['params'] : Params

/** What a method hands out: `Result` where that is asked for. */
export type ResultOf<Name, Result> = [Result] extends [never]
  ? Name extends keyof Methods
    ? Methods[Name]['result']
    : unknown
  : Result

/** Methods that hand out something else where a parameter says so. */
export type Varying = {
  [Name in keyof Methods]: Methods[Name] extends { when: unknown } ? Name : never
}[keyof Methods]

/** A list's own parameters; where it begins and goes on is for the walk to say. */
export type ListParams<P> = Omit<P, 'start' | 'OFFSET'>

/** Those of them that are lists. */
export type VaryingList = {
  [Name in Varying]: Methods[Name] extends { otherRow: unknown } ? Name : never
}[Varying]

/** The name, unless the method is known to hand out everything at once. */
export type Listed<Name> = Name extends keyof Methods
  ? Methods[Name] extends { row: unknown }
    ? Name
    : never
  : Name

/** A row of a method's list: `Row` where that is asked for. */
export type RowOf<Name, Row> = [Row] extends [never]
  ? Name extends keyof Methods
    ? Methods[Name] extends { row: infer Known }
      ? Known
      : never
    : unknown
  : Row

/** Parameters may be left out where the method needs none. */
export type Given<P, Options> = {} extends P
  ? [params?: P, options?: Options]
  : [params: P, options?: Options]
