/** What the server says of a call's times. */
export interface Time {
  /** When it began, in seconds since 1970. */
  readonly start: number
  /** When it ended, in seconds since 1970. */
  readonly finish: number
  /** From the beginning to the end, in seconds. */
  readonly duration: number
  /** What the method took, in seconds; a whole number with many portals. */
  readonly processing: number
  /** When it began, as ISO 8601 in the portal's zone. */
  readonly date_start: string
  /** When it ended, as ISO 8601 in the portal's zone. */
  readonly date_finish: string
  /** Seconds that the method has taken in the last ten minutes, where the portal counts them. */
  readonly operating?: number
  /** When `operating` falls, in seconds since 1970. */
  readonly operating_reset_at?: number
}

/** What a call came to. */
export interface Reply<Result> {
  /** What the method hands out. */
  readonly result: Result
  /** How many rows there are in all, where the portal counted them. */
  readonly total?: number
  /** Where the next page starts; missing on the last page. */
  readonly next?: number
  /** What the call took on the server. */
  readonly time?: Time
}

/** A reply as the core hands it over: what is keyed by identifier comes as pairs. */
export interface CoreReply extends Reply<unknown> {
  /** Whether the result is such pairs, or which of its members are. */
  readonly keyed?: true | readonly string[]
}

/** Makes a `Map` of what is keyed by identifier. */
export function decodeReply({ keyed, result, ...rest }: CoreReply): Reply<unknown> {
  if (keyed === true) return { result: toMap(result), ...rest }
  const members = result as Record<string, unknown>
  for (const name of keyed ?? []) members[name] = toMap(members[name])
  return { result, ...rest }
}

function toMap(pairs: unknown): Map<number, unknown> {
  return new Map(pairs as [number, unknown][])
}
