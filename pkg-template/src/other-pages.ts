import type { Portal } from '#glue'

/** A message between the pages of an app. */
interface Message {
  /** Requests that the sender has sent. */
  readonly requests?: number
  /** The level of the bucket, for a page that has just opened. */
  readonly level?: number
  /** Whether the portal refused a request. */
  readonly isFull?: true
  /** Whether the sender has just opened and needs the level. */
  readonly isNew?: true
}

/** The requests that are posted together: fewer change the level too little. */
const REQUESTS_PER_MESSAGE = 5

/** The room in the bucket below which each request is posted. */
const LOW_ROOM = 25

/** Refusals within this time in milliseconds are the same. */
const REFUSAL_TIME = 100

/**
 * The other tabs and frames of an app. The portal counts their requests in the same bucket, so all of
 * them count each other's.
 */
export class OtherPages {
  readonly #portal: () => Portal
  readonly #channel: BroadcastChannel | undefined
  /** The requests that were not posted yet. */
  #unposted = 0
  /** When the last refusal was posted, in milliseconds since 1970. */
  #filledAt = 0
  /** Starts what waits, after the level has changed. */
  readonly #onChange: () => void

  constructor(origin: string, portal: () => Portal, onChange: () => void) {
    this.#portal = portal
    this.#onChange = onChange
    try {
      this.#channel = new BroadcastChannel(`b24-wasm ${origin}`)
      // Node would wait for messages for ever.
      ;(this.#channel as { unref?: () => void }).unref?.()
      this.#channel.onmessage = ({ data }) => {
        try {
          this.#receive(data)
        } catch {
          // Other code of the origin may post anything.
        }
      }
      this.#post({ isNew: true })
    } catch {
      // The browser has no channels, or an opaque origin may not have one.
    }
  }

  /** Notes requests of this page. */
  add(requests: number): void {
    const room = this.#portal().room(Date.now())
    // Nobody counts the requests of a portal without a limit.
    if (room === Infinity) return
    this.#unposted += requests
    if (this.#unposted >= REQUESTS_PER_MESSAGE || room < LOW_ROOM) {
      this.#post({ requests: this.#unposted })
    }
  }

  /** Posts that the portal refused a request of this page: once for all calls in it. */
  postRefusal(): void {
    const now = Date.now()
    if (Math.abs(now - this.#filledAt) < REFUSAL_TIME) return
    this.#filledAt = now
    this.#post({ isFull: true })
  }

  #post(message: Message): void {
    this.#unposted = 0
    try {
      this.#channel?.postMessage(message)
    } catch {
      // The channel was closed with the page.
    }
  }

  #receive({ requests = 0, level = 0, isFull, isNew }: Message): void {
    const now = Date.now()
    const portal = this.#portal()
    const added = requests + Math.max(0, level - portal.level(now))
    if (isNew) this.#post({ level: portal.level(now) })
    else if (isFull) portal.fill(now)
    else if (added > 0) portal.count(added, now)
    this.#onChange()
  }
}
