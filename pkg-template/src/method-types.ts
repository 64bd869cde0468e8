// What is known of a method by its name.

import type { Methods } from './methods.js'
import type { Params } from './params.js'

declare const problem: unique symbol

/** Stands where nothing fits, for the compiler to say why. */
export interface Problem<Why extends string> {
  readonly [problem]: Why
}

/** Stands where a value does not fit, for the compiler to say what would. */
export interface Wanted<T> {
  readonly [problem]: T
}

/** A method's name: one that is typed here, or any other. */
export type MethodName = keyof Methods | (string & {})

/** The parameters of a method; any for one that is not typed. */
export type ParamsOf<Name> = Name extends keyof Methods ? Methods[Name]['params'] : Params

/** What a method hands out: `Result` where that is asked for. */
export type ResultOf<Name, Result> = [Result] extends [never]
  ? Name extends keyof Methods
    ? Methods[Name]['result']
    : unknown
  : Result

type With<Part> = {
  [Name in keyof Methods]: Methods[Name] extends Part ? Name : never
}[keyof Methods]

/** Methods with other parameters, for another result or as the documentation writes them. */
export type Varying = With<{ otherParams: unknown }>

/** Those other parameters. */
export type OtherParams<Name extends Varying> = Methods[Name]['otherParams'] &
  (Methods[Name] extends { when: infer When } ? When : unknown)

/** Methods that return a list. */
export type Listed = With<{ row: unknown }>

/** Those of them that have other parameters. */
export type VaryingList = With<{ otherRow: unknown }>

/** A list's own parameters; where it begins and goes on is for the walk to say. */
export type ListParams<P> = P extends unknown ? Omit<P, 'start' | 'START' | 'OFFSET'> : never

/** The name, unless the method is known to hand out everything at once. */
export type Unlisted<Name> =
  Name extends Exclude<keyof Methods, Listed>
    ? Problem<`${Name} hands out everything at once: use b24.call`>
    : Name

/** A row of a method's list: `Row` where that is asked for. */
export type RowOf<Name, Row> = [Row] extends [never]
  ? Name extends Listed
    ? Methods[Name]['row']
    : unknown
  : Row

/** Parameters may be left out where the method needs none. */
export type Args<P, Options> = {} extends P
  ? [params?: P, options?: Options]
  : [params: P, options?: Options]
