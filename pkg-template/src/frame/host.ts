import { MAX_MESSAGE_LENGTH } from '#defaults'

/** The length of an id in letters. */
const ID_LENGTH = 24

/** Posts messages to the portal page, and receives its replies. */
export type Channel = Pick<Host, 'post' | 'listen'>

/** A channel to the parent window. It accepts messages only from this window and from the portal's
 * origin. */
export class Host {
  /** The portal's origin. */
  readonly origin: string
  readonly #parent: Window
  /** The functions that receive payloads, by the ids of the messages to which they reply. */
  readonly #receivers = new Map<string, (payload: string) => void>()

  constructor(parent: Window, portal: string) {
    this.origin = portal
    this.#parent = parent
    addEventListener('message', ({ source, origin, data }) => {
      if (source !== parent || origin !== portal) return
      if (typeof data !== 'string' || data.length > MAX_MESSAGE_LENGTH) return
      const colon = data.indexOf(':')
      this.#receivers.get(data.slice(0, colon))?.(data.slice(colon + 1))
    })
  }

  /** Posts a message: text or an object. */
  post(message: unknown): void {
    try {
      this.#parent.postMessage(message, this.origin)
    } catch {
      // The deadline reports the missing reply.
    }
  }

  /** Posts a message with an id, and passes the payloads of its replies to `receive` until the returned
   * function is called. */
  listen(id: string, message: unknown, receive: (payload: string) => void): () => void {
    this.#receivers.set(id, receive)
    this.post(message)
    return () => void this.#receivers.delete(id)
  }
}

/**
 * Returns a random id, or empty text if the browser cannot. Another window of the portal's origin cannot
 * reply in the portal page's place because it cannot guess the id.
 */
export function randomId(): string {
  try {
    const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH))
    return String.fromCharCode(...bytes.map((byte) => 97 + (byte % 26)))
  } catch {
    return ''
  }
}
