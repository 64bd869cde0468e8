/** Options of `B24.frame`. */
export interface FrameOptions {
  /** Milliseconds above 0 to wait for the portal page's reply; 10,000 by default. */
  readonly timeout?: number
  /** Aborts the handshake. */
  readonly signal?: AbortSignal
  /**
   * The portals that may open the app, `example.bitrix24.com` or `*.bitrix24.com`, in lower case. All
   * portals may by default; an empty list is rejected.
   */
  readonly portals?: readonly string[]
}

/** Options of `B24.bridge`. */
export interface BridgeOptions {
  /** Milliseconds above 0 to wait for `BX24.init`; 10,000 by default. */
  readonly timeout?: number
  /** Aborts the wait. */
  readonly signal?: AbortSignal
}

/** Options of `B24.token`. */
export interface TokenOptions {
  /** The portal's host, `example.bitrix24.com`. */
  readonly domain: string
  /** The access token. */
  readonly accessToken: string
  /** Whole seconds until the token expires. If set, an expired token is refreshed before a call. */
  readonly expiresIn?: number
  /**
   * Fetches a new token; called once for all calls that wait for it. If it fails, those calls fail
   * with `REFRESH_FAILED`, without its reason; if it takes more than 10 seconds, with
   * `REFRESH_TIMEOUT`.
   */
  readonly refresh?: () => Promise<{ accessToken: string; expiresIn?: number }>
}
