/** The times of a call, as the server reports them. */
export interface Time {
  /** The start, in seconds since 1970. */
  readonly start: number
  /** The end, in seconds since 1970. */
  readonly finish: number
  /** The time from start to end, in seconds. */
  readonly duration: number
  /** The method's own time, in seconds; many portals send a whole number. */
  readonly processing: number
  /** The start, as ISO 8601 in the portal's time zone. */
  readonly date_start: string
  /** The end, as ISO 8601 in the portal's time zone. */
  readonly date_finish: string
  /** Seconds that the method took in the last ten minutes, if the portal counts them. */
  readonly operating?: number
  /** When `operating` decreases, in seconds since 1970. */
  readonly operating_reset_at?: number
}

/** The reply to a call. */
export interface Reply<Result> {
  /** The method's result. */
  readonly result: Result
  /** The total of rows, if the portal counted them. */
  readonly total?: number
  /** The start of the next page; missing on the last page. */
  readonly next?: number
  /** The times of the call on the server. */
  readonly time?: Time
}
