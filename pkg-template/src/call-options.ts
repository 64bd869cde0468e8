/** The timeout of a call, and the signal that aborts it. */
export interface CallOptions {
  /** Milliseconds above 0 until the call fails with kind `timeout`; 30,000 by default. */
  readonly timeout?: number
  /** Aborts the call, which fails with kind `aborted`, and its request. */
  readonly signal?: AbortSignal
}
