import type { V3Host } from './host.js'

/** The address of a method over a webhook. */
const WEBHOOK = /\/rest\/api\/\d+\//

/**
 * Returns the connection of one write. Over a webhook outside a browser its request has a key, by which the
 * portal recognizes a repetition: one by a proxy or an HTTP library. From a page the portal refuses the
 * header, and it compares a token in the body, which a refresh replaces.
 */
export function withIdempotencyKey(host: V3Host): V3Host {
  if (globalThis.location) return host
  const key = crypto.randomUUID()
  return {
    ...host,
    send: (url, body, isForm, signal) =>
      host.send(url, body, isForm, signal, WEBHOOK.test(url) ? key : undefined),
  }
}
