/** The app's credentials, for its own server. Do not log or show them. */
export interface Auth {
  /** The access token. */
  readonly accessToken: string
  /** The refresh token; empty if the portal sent none. */
  readonly refreshToken: string
  /** When the access token expires, in milliseconds since 1970; null if unknown. */
  readonly expires: number | null
  /** The portal's origin, `https://example.bitrix24.com`. */
  readonly portal: string
  /** The portal's unique id, which stays the same if the portal moves to another address. */
  readonly memberId: string
}

/** Options of `auth`. */
export interface AuthOptions {
  /** Whether to fetch a new token even if the current one has not expired. */
  readonly fresh?: boolean
  /** Aborts the wait. */
  readonly signal?: AbortSignal
}

/** A portal whose page provides the app's credentials. */
export interface WithAuth {
  /**
   * Returns the app's credentials, with a token that has not expired. Nothing else returns tokens.
   *
   * @throws {B24Error} `REFRESH_TIMEOUT` if no new token arrives in 10 seconds
   */
  auth(options?: AuthOptions): Promise<Auth>
}
