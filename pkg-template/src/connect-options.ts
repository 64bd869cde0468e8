/** Options of `B24.frame`. */
export interface FrameOptions {
  /** The timeout of the portal page's reply in milliseconds, above 0; 10,000 by default. */
  readonly timeout?: number
  /** Aborts the handshake. */
  readonly signal?: AbortSignal
  /**
   * The portals that may open the app, in lower case: `example.bitrix24.com`, `*.bitrix24.com`. If
   * omitted, every portal may; an empty list is rejected.
   */
  readonly portals?: readonly string[]
}

/** Options of `B24.bridge`. */
export interface BridgeOptions {
  /** The timeout of `BX24.init` in milliseconds, above 0; 10,000 by default. */
  readonly timeout?: number
  /** Aborts the wait. */
  readonly signal?: AbortSignal
}

/** Options of `B24.token`. */
export interface TokenOptions {
  /** The portal's domain, `example.bitrix24.com`. */
  readonly domain: string
  /** The access token. */
  readonly accessToken: string
  /** Whole seconds until the token expires. With `refresh`, an expired token is refreshed first. */
  readonly expiresIn?: number
  /**
   * Fetches a new token; called once for all calls that wait for it. If it fails, those calls fail
   * with `REFRESH_FAILED`, which omits the original reason; if it takes more than 10 seconds, with
   * `REFRESH_TIMEOUT`.
   */
  readonly refresh?: () => Promise<{ accessToken: string; expiresIn?: number }>
}
