// The types of a method, looked up by its name.

import type { Methods } from './methods.js'
import type { Params } from './params.js'

declare const problem: unique symbol

/** A type that no value fits, whose text the compiler's error shows. */
export interface Problem<Why extends string> {
  readonly [problem]: Why
}

/** A type that no value fits, whose parameter is the type that would fit. */
export interface Wanted<T> {
  readonly [problem]: T
}

/** A method's name: a typed one or any other. */
export type MethodName = keyof Methods | (string & {})

/** The parameters of a method; any for an untyped one. */
export type ParamsOf<Name> = Name extends keyof Methods ? Methods[Name]['params'] : Params

/** The result of a method; `Result` if it is given. */
export type ResultOf<Name, Result> = [Result] extends [never]
  ? Name extends keyof Methods
    ? Methods[Name]['result']
    : unknown
  : Result

type MethodsWith<Members> = {
  [Name in keyof Methods]: Methods[Name] extends Members ? Name : never
}[keyof Methods]

/** Methods with alternate parameters, for another result or as in the documentation. */
export type AlternateMethod = MethodsWith<{ otherParams: unknown }>

/** The alternate parameters. */
export type OtherParams<Name extends AlternateMethod> = Methods[Name]['otherParams'] &
  (Methods[Name] extends { when: infer When } ? When : unknown)

/** Methods that return a list. */
export type ListMethod = MethodsWith<{ row: unknown }>

/** List methods with alternate parameters. */
export type AlternateListMethod = MethodsWith<{ otherRow: unknown }>

/** The parameters of a list, without those that the paginator sets. */
export type ListParams<P> = P extends unknown ? Omit<P, 'start' | 'START' | 'OFFSET'> : never

/** The name, unless the typed method returns everything at once. */
export type NotListMethod<Name> =
  Name extends Exclude<keyof Methods, ListMethod>
    ? Problem<`${Name} returns everything at once: use b24.call`>
    : Name

/** A row of a method's list; `Row` if it is given. */
export type RowOf<Name, Row> = [Row] extends [never]
  ? Name extends ListMethod
    ? Methods[Name]['row']
    : unknown
  : Row

/** The arguments of a call; the parameters are optional if none is required. */
export type Args<P, Options> = {} extends P
  ? [params?: P, options?: Options]
  : [params: P, options?: Options]
