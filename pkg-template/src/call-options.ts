import type { CallTimeout } from './timeouts.js'

/** How a call is sent. */
export interface CallOptions extends CallTimeout {
  /** Aborts the call, which fails with kind `aborted`, and its request. */
  readonly signal?: AbortSignal
  /**
   * Whether the portal may run the call twice: it is then sent again if its response is lost. Calls of
   * methods that only read always are.
   */
  readonly idempotent?: boolean
  /**
   * Whether the call may travel with others in a batch if it would have to wait for the portal's rate
   * limit; by default true.
   */
  readonly pack?: boolean
  /**
   * Whether the call waits while the portal blocks its method by `OPERATION_TIME_LIMIT`, if its timeout
   * allows; by default true. If not, it fails at once.
   */
  readonly waitIfBlocked?: boolean
  /**
   * The age in milliseconds of a reply that may be returned instead of a new one, for a method that
   * only reads. Equal calls with this option share one request, which has the timeout of the first one: a
   * call joins it unless it ends before half of its own timeout has passed. Without the option nothing is
   * shared or kept.
   */
  readonly maxAge?: number
}
