import type { ErrorKind } from './error-kind.js'

/** A response: its status, or 0 for a redirect whose status is hidden; its body, or a redirect's target. */
export interface PortalResponse {
  readonly status: number
  readonly body: string
}

/** A failure without a response. */
export interface Failure {
  readonly kind: ErrorKind
  readonly code: string
  readonly description: string
  /** The platform's code, which may be empty, a space, and its message. */
  readonly reason?: string
}

/** How a portal's requests are sent. Both functions reject with a `Failure`. */
export interface Connection {
  /** Sends a request, which the signal aborts. */
  send(url: string, body: string, isForm: boolean, signal: AbortSignal): Promise<PortalResponse>
  /** Fetches a fresh token, once for all concurrent callers. */
  refresh?(): Promise<void>
}
