import type { CallTimeout } from './timeouts.js'

/** The timeout of a call, and the signal that aborts it. */
export interface CallOptions extends CallTimeout {
  /** Aborts the call, which fails with kind `aborted`, and its request. */
  readonly signal?: AbortSignal
}
