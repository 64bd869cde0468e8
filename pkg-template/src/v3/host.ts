// What the file for REST 3.0 uses of the file that loads it, and the other way round.

import type { Connection } from '../connection.js'
import type { B24Error } from '../error.js'
import type { LargeTexts } from '../large-texts.js'
import type { OpenPages } from '../list.js'
import type { Memory } from '../memory.js'
import type { Params } from '../params.js'
import type { Reply } from '../reply.js'
import type { runOnce } from '../run.js'
import type { Commands } from '../batch.js'
import type { BatchOptionsV3, CallOptionsV3 } from './options.js'

/** A connected portal, with the functions that have a state: this file has no other copy of them. */
export interface V3Host extends Connection {
  /** The replies for the option `maxAge`. */
  readonly memory: Memory<Reply<unknown>>
  /** Encodes parameters as JSON text, with the references to results of other commands. */
  encode(params?: Params, large?: LargeTexts): string
  /** Converts anything thrown. */
  toError(thrown: unknown): B24Error
  /** Runs a task of the core, and frees it. */
  readonly run: typeof runOnce
}

/** What the file exports. Its errors are failures, from which the caller creates a `B24Error`. */
export interface V3File {
  call(
    host: V3Host,
    name: string,
    params?: Params,
    options?: CallOptionsV3,
  ): Promise<Reply<unknown>>
  batch(host: V3Host, commands: Commands, options?: BatchOptionsV3): Promise<unknown>
  readonly list: OpenPages<V3Host>
}
