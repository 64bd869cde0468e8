import type { ReplyDetails } from './ordered.js'

/** A result with the other members of a reply. */
export interface Envelope extends ReplyDetails {
  readonly result: unknown
}

/** Returns a reply without members that are not set. */
export function envelopeOf({ result, total, next, time }: Envelope): Envelope {
  return {
    result: result ?? null,
    ...(total !== undefined && { total }),
    ...(next !== undefined && { next }),
    ...(time && { time }),
  }
}

/** Encodes a body: a `Map` as an object, a `Set` as a list, dates as JSON has them. */
export function encodeBody(body: unknown): string {
  return JSON.stringify(body, (_key, value: unknown) => {
    if (value instanceof Map) return Object.fromEntries(value)
    return value instanceof Set ? [...value] : value
  })
}
