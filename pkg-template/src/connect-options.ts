import type { HandshakeTimeout } from './timeouts.js'

/** Options of `B24.frame`. */
export interface FrameOptions extends HandshakeTimeout {
  /** Aborts the handshake. */
  readonly signal?: AbortSignal
  /**
   * The portals that may open the app, in lower case: `example.bitrix24.com`, `*.bitrix24.com`. If
   * omitted, every portal may; an empty list is rejected.
   */
  readonly portals?: readonly string[]
}

/** Options of `B24.bridge`. The portal page replies to `BX24.init`. */
export interface BridgeOptions extends HandshakeTimeout {
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
   * Fetches a new token; called once for all calls that wait for it, also those of other clients of the
   * portal with the same function. If it fails, those calls fail with `REFRESH_FAILED`, which omits the
   * original reason; if it takes more than 10 seconds, with `REFRESH_TIMEOUT`.
   */
  readonly refresh?: () => Promise<{ accessToken: string; expiresIn?: number }>
}
