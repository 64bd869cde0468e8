// The types of handlers.

import type { Keys, Member } from '../batch-types.js'
import type { CheckedMethods, Methods } from '../methods.js'
import type { AllParamsOf, ParamsOf, ResultOf } from '../method-types.js'
import type { digits, Identifier } from '../params.js'
import type { MethodsV3 } from '../v3/methods.js'
import type { ParamsOfV3, ResultOfV3 } from '../v3/types.js'
import type { OrderedError, OrderedFailure, OrderedReply } from './ordered.js'

/** What a handler knows of a call besides its parameters. */
export interface HandlerContext {
  /** The method, as the app called it. */
  readonly method: string
  /** Aborted when the app aborts the call, or its timeout passes. */
  readonly signal?: AbortSignal
}

/**
 * A result with the members that a test needs: those that are given have their types, and an identifier that
 * the portal sends as digits may be a number.
 */
export type Fixture<T> = unknown extends T
  ? T
  : T extends string
    ? typeof digits extends keyof T
      ? Identifier
      : T
    : T extends number | boolean | null | undefined
      ? T
      : T extends Map<infer Id extends number, infer Value>
        ? ReadonlyMap<Id, Fixture<Value>> | { readonly [id: number]: Fixture<Value> }
        : T extends readonly (infer Row)[]
          ? readonly Fixture<Row>[]
          : { readonly [Key in keyof T]?: Fixture<T[Key]> | undefined }

/** What a handler returns, at once or as a promise. */
export type Ordered<Result> = Result | OrderedReply<Result> | OrderedError | OrderedFailure

type Respond<Params, Result> = (
  params: Params,
  context: HandlerContext,
) => Ordered<Result> | Promise<Ordered<Result>>

/**
 * What a method does: a result, an ordered error, or a function of the parameters that returns or throws
 * them. A method whose result is unknown has a function, or any result that is none.
 */
export type Handler<Params, Result> = unknown extends Result
  ? Respond<Params, Result> | NoFunction
  : Respond<Params, Result> | Ordered<Result>

type NoFunction =
  | string
  | number
  | boolean
  | null
  | { readonly [member: string]: unknown; readonly call?: never; readonly apply?: never }
  | readonly unknown[]
  | OrderedReply<unknown>
  | OrderedError
  | OrderedFailure

/** The parameters of a method. Those of either form are members that a handler can name. */
type ReceivedParams<Name> = Name extends keyof CheckedMethods
  ? { readonly [Key in Keys<AllParamsOf<Name>>]?: Member<AllParamsOf<Name>, Key> }
  : ParamsOf<Name>

/** The result of a method, or the one that its parameters select. */
type AnyResult<Name> =
  | ResultOf<Name>
  | (Name extends keyof CheckedMethods
      ? CheckedMethods[Name] extends { other: infer Other }
        ? Other
        : never
      : never)

/** The handler of a documented method. */
export type MethodHandler<Name extends keyof Methods> = Handler<
  ReceivedParams<Name>,
  Fixture<AnyResult<Name>>
>

/** The handler of a documented method of REST 3.0. */
export type MethodHandlerV3<Name extends keyof MethodsV3> = Handler<
  ParamsOfV3<Name>,
  Fixture<ResultOfV3<Name>>
>

/** Handlers by the names of documented methods. */
export type Handlers = { readonly [Name in keyof Methods]?: MethodHandler<Name> }

/** Handlers of REST 3.0 by the names of documented methods. */
export type HandlersV3 = { readonly [Name in keyof MethodsV3]?: MethodHandlerV3<Name> }

/** The handler of a method that is not documented. */
export type OtherHandler = Handler<any, unknown>
