import type { BatchOptions } from '../batch.js'
import type { CallOptions } from '../call-options.js'
import type { ListOptions } from '../list.js'

/** How a call of REST 3.0 is sent. */
export interface CallOptionsV3 extends Omit<CallOptions, 'pack'> {
  /**
   * Whether the call travels in one batch with the other calls of this moment that have the option and the
   * same timeout and signal: two round trips for all of them instead of two for each. If one of them fails,
   * the portal returns nothing but its error. Those that only read are then sent again, each alone, and
   * after an unknown method all are; the others fail with that error, because they may have been executed. A call that a batch cannot have, such as
   * one with a file, is sent alone. With `maxAge`, aborting a call does not abort its request.
   */
  readonly together?: boolean
  /**
   * Whether the name and the parameters are sent without checks, alone: for a method or a parameter that is
   * newer than this version of the package.
   */
  readonly unchecked?: boolean
}

/** Options of a batch of REST 3.0. Each request ends at its first command that fails. */
export interface BatchOptionsV3 extends Omit<BatchOptions, 'haltOnError'> {}

/** Options of a list of REST 3.0. */
export interface ListOptionsV3 extends Omit<ListOptions, 'id'> {}
