/** A response: its status, or 0 for a redirect whose status is hidden; its body, or a redirect's target. */
export interface PortalResponse {
  readonly status: number
  readonly body: string
}

/** How a portal's requests are sent. Both functions reject with a `Failure`. */
export interface Connection {
  /** Sends a request, which the signal aborts. */
  send(url: string, body: string, isForm: boolean, signal?: AbortSignal): Promise<PortalResponse>
  /** Fetches a fresh token, once for all concurrent callers. */
  refresh?(): Promise<void>
}
