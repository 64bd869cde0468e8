import type { HandshakeTimeout } from './timeouts.js'

/** The rate limit of a portal, which all clients of the page share. */
export interface RateLimit {
  /** The most requests at once; above it the portal refuses further ones. By default 50. */
  readonly burst: number
  /** The requests a second in the long run; by default 2. The plan Enterprise has 250 and 5. */
  readonly perSecond: number
}

/** The option that sets a portal's rate limit. */
export interface RateLimitOption {
  /**
   * The rate limit of the portal, if it is not the usual one: `{ burst: 250, perSecond: 5 }` for the
   * plan Enterprise, `{ burst: Infinity, perSecond: Infinity }` for a self-hosted portal without one.
   */
  readonly rateLimit?: RateLimit
}

/** Options of `B24.frame`. */
export interface FrameOptions extends HandshakeTimeout, RateLimitOption {
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
export interface TokenOptions extends RateLimitOption {
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
