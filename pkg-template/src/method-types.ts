// The types of a method, looked up by its name.

import type { ApiListMethod, ApiTree } from './api/index.js'
import type { CheckedMethods, Methods, MethodTree } from './methods.js'
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

/** All documented methods as a tree. */
export type Tree = MethodTree & ApiTree

/** A method's name: a documented one or any other. */
export type MethodName = keyof Methods | (string & {})

/**
 * What is known of a method. Its name and members are inferred rather than used in an access: for that
 * the compiler puts all methods' names or members together.
 */
type Entry<Name> = Name extends infer Known extends keyof Methods ? Methods[Known] : {}

/** Whether a name may be any method's, so that nothing is known. */
type IsAny<Name> = [keyof Methods] extends [Name] ? true : false

/** The names of methods that only REST 3.0 has. */
type OnlyInV3 =
  | `${'call.followup' | 'main.eventlog' | 'note' | 'timeman.record'}.${string}`
  | `humanresources.${'employee' | 'node'}.${string}`
  | `mail.${'mailbox' | 'message' | 'recipient'}.${string}`
  | `rest.${'documentation' | 'scope'}.${string}`
  | `tasks.task.${'access' | 'chat' | 'field' | 'file'}.${string}`
  | `tasks.task.result.${'add' | 'addfromchatmessage' | 'delete' | 'update'}`

/** The parameters of an untyped method. */
type OtherParamsOf<Name> = Name extends OnlyInV3
  ? Problem<`${Name} is a method of REST 3.0: use b24.v3.call`>
  : Params

/** The parameters of a method; any for an untyped one. */
export type ParamsOf<Name> =
  IsAny<Name> extends true
    ? Params
    : Entry<Name> extends { params: infer P }
      ? P
      : OtherParamsOf<Name>

/** The parameters of a method and its alternate ones. */
export type AllParamsOf<Name> =
  | ParamsOf<Name>
  | (IsAny<Name> extends true ? never : Entry<Name> extends { otherParams: infer P } ? P : never)

/** The result of a method; `Result` if it is given. */
export type ResultOf<Name, Result = never> = [Result] extends [never]
  ? IsAny<Name> extends true
    ? unknown
    : Entry<Name> extends { result: infer R }
      ? R
      : unknown
  : Result

/** Whether a parameter selects the members of a result, so that it may have others than are known. */
export type IsOpen<Name> = Entry<Name> extends { open: true } ? true : false

/** The alternate result of a method and the parameters that select it. */
export type AlternateOf<Name> =
  Entry<Name> extends { when: infer When; other: infer Other }
    ? { when: When; other: Other }
    : never

type MethodsWith<Members> = {
  [Name in keyof CheckedMethods]: CheckedMethods[Name] extends Members ? Name : never
}[keyof CheckedMethods]

/** Methods with alternate parameters, for another result or as in the documentation. */
export type AlternateMethod = MethodsWith<{ otherParams: unknown }>

/** The alternate parameters. */
export type OtherParams<Name extends AlternateMethod> = CheckedMethods[Name] extends {
  otherParams: infer P
}
  ? CheckedMethods[Name] extends { when: infer When }
    ? P & When
    : P
  : never

type CheckedListMethod = MethodsWith<{ row: unknown }>

/** Methods that return a list. */
export type ListMethod = CheckedListMethod | ApiListMethod

/** List methods with alternate parameters. */
export type AlternateListMethod = MethodsWith<{ otherRow: unknown }>

/** The parameters of a list, without those that the paginator sets. */
export type ListParams<P> = P extends unknown ? Omit<P, 'start' | 'START' | 'OFFSET'> : never

/** The name, unless the method is known to return everything at once or no list. */
export type NotListMethod<Name> =
  Name extends Exclude<keyof CheckedMethods, CheckedListMethod>
    ? Problem<`${Name} returns everything at once: use b24.call`>
    : Entry<Name> extends { row: never }
      ? Problem<`${Name & string} returns no list: use b24.call`>
      : Name

/**
 * The arguments of a list. For a method that is none they are any, so that the compiler reports its name.
 */
export type ListArgs<Name, Options> =
  Name extends NotListMethod<Name>
    ? Args<ListParams<ParamsOf<Name>>, Options>
    : [params?: Params, options?: Options]

/** A row of a method's list; `Row` if it is given. */
export type RowOf<Name, Row = never> = [Row] extends [never]
  ? IsAny<Name> extends true
    ? unknown
    : Entry<Name> extends { row: infer R }
      ? R
      : unknown
  : Row

/** The arguments of a call; the parameters are optional if none is required. */
export type Args<P, Options> = {} extends P
  ? [params?: P, options?: Options]
  : [params: P, options?: Options]
