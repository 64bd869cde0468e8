// The type of `b24.v3`.

import type { Commands } from '../batch.js'
import type { List } from '../list.js'
import type { Args } from '../method-types.js'
import type { Params } from '../params.js'
import type { Reply } from '../reply.js'
import type { CheckedV3, OutcomesV3 } from './batch-types.js'
import type { MethodsV3, TreeV3 } from './methods.js'
import type { BatchOptionsV3, CallOptionsV3, ListOptionsV3 } from './options.js'
import type {
  ListMethodV3,
  ListNameV3,
  ListParamsV3,
  NameV3,
  ParamsOfV3,
  ResultOfV3,
  RowOfV3,
} from './types.js'

/** The arguments of a list; any for a method that is none, so that the compiler reports its name. */
type ListArgs<Name> =
  Name extends ListNameV3<Name>
    ? Args<ListParamsV3<ParamsOfV3<Name>>, ListOptionsV3>
    : [params?: Params, options?: ListOptionsV3]

/** The arguments of a call; any for a method of an earlier version. */
type CallArgs<Name> =
  Name extends NameV3<Name>
    ? Args<ParamsOfV3<Name>, CallOptionsV3>
    : [params?: Params, options?: CallOptionsV3]

/**
 * The methods of REST 3.0. In a frame each method costs a second round trip, which asks the portal for
 * permission and is repeated after some seconds: prefer one batch to many calls. Over `B24.bridge` every
 * method fails with `NO_REST_3`. If the code of REST 3.0 does not load, methods fail with `V3_NOT_LOADED`.
 *
 * Six names are methods of earlier versions, too, with other parameters. */
export interface V3 extends TreeV3 {
  /**
   * Calls a method of REST 3.0. For one that is not documented, pass the type of the result:
   * `b24.v3.call<{ items: Thing[] }>('partner.thing.list', { filter: [['id', '>', 5]] })`.
   */
  call<Name extends keyof MethodsV3>(
    method: Name,
    ...args: Args<ParamsOfV3<Name>, CallOptionsV3>
  ): Promise<Reply<ResultOfV3<Name>>>
  call<Result = never, Name extends string = string>(
    method: NameV3<Name>,
    ...args: CallArgs<Name>
  ): Promise<Reply<ResultOfV3<Name, Result>>>
  /**
   * Returns every row of a method's list, page by page; of a `tail` method, those after its `cursor`. The
   * portal counts no rows, so `total` is undefined. The `cursor` of an error continues the list, and that of
   * a tail that has ended is where its news begins: `{ from: earlier.cursor }`.
   */
  list<Name extends ListMethodV3>(
    method: Name,
    ...args: Args<ListParamsV3<ParamsOfV3<Name>>, ListOptionsV3>
  ): List<RowOfV3<Name>>
  list<Row = never, Name extends string = string>(
    method: ListNameV3<Name>,
    ...args: ListArgs<Name>
  ): List<RowOfV3<Name, Row>>
  /**
   * Sends commands in requests of up to 50, and returns an outcome under each command's name or index, as
   * `b24.batch` does. The portal runs the commands of a request one after the other until one fails. Then it
   * returns the error of that one alone: all commands of the request have it as their outcome, and what those
   * before it have written stays. Later requests are not sent (`NOT_EXECUTED`).
   *
   * @throws {B24Error} of kind `input` before anything is sent: an error of a command's parameters,
   * `INVALID_NAME`, `INVALID_REFERENCE`; `ABORTED` and `CORE_FAILED`, with `outcomes`
   */
  batch<const C extends Commands>(
    commands: CheckedV3<C>,
    options?: BatchOptionsV3,
  ): Promise<OutcomesV3<C>>
}
