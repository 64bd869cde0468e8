// What the file for events uses of the file that loads it, and the other way round.

import type { CallOptions } from '../call-options.js'
import type { B24Error } from '../error.js'
import type { Params } from '../params.js'
import type { Reply } from '../reply.js'
import type { AppEventsClient, EventsState } from './types.js'

/** A connected portal. */
export interface EventsHost {
  /** The origin of the portal. */
  readonly origin: string
  /** What clients of the same user in this page share: they have one connection. */
  readonly session: object
  /** Returns the state that `b24.events.state` shows. */
  state(): EventsState
  /** Converts anything thrown. */
  toError(thrown: unknown): B24Error
  /** Converts anything thrown, counts it as an error of the client, and throws it. */
  fail(thrown: unknown): never
  /** Calls a method; the client counts its errors. */
  call(method: string, params?: Params, options?: CallOptions): Promise<Reply<unknown>>
}

/** What the file exports: the members of `b24.events`. */
export interface EventsFile {
  open(host: EventsHost): Omit<AppEventsClient, 'state'>
}
