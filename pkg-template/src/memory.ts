import { createController } from './abort.js'
import { inputError } from './error.js'
import { withTimeout } from './timeout.js'

/** The most replies that are kept. */
const MAX_ENTRIES = 100

/** A reply that is kept, or that is being fetched for several callers. */
interface Entry<Reply> {
  readonly reply: Promise<Reply>
  /** When the reply was received; undefined while it is fetched. */
  at?: number
  readonly controller: AbortController | undefined
  /** The calls that wait for the reply. */
  callers: number
}

/** The options of a call that shares its reply. */
interface Wait {
  readonly maxAge: number
  readonly timeout: number
  readonly signal: AbortSignal | undefined
  readonly timedOut: () => unknown
}

/** The replies of one client that its calls share, the latest last. */
export class Memory<Reply> {
  readonly #entries = new Map<string, Entry<Reply>>()

  /** Forgets all replies. Those that are being fetched reach their callers. */
  clear(): void {
    this.#entries.clear()
  }

  /**
   * Returns a copy of a reply that is young enough, or fetches one for all callers. Its request is
   * aborted when no caller waits for it any more.
   */
  async get(
    key: string,
    { maxAge, timeout, signal, timedOut }: Wait,
    fetch: (signal: AbortSignal | undefined) => Promise<Reply>,
  ): Promise<Reply> {
    if (!(maxAge >= 0)) throw inputError('INVALID_OPTION', 'option "maxAge" is milliseconds from 0')
    const known = this.#entries.get(key)
    const isYoung = known && (known.at === undefined || Date.now() - known.at <= maxAge)
    const entry = isYoung ? known : this.#fetch(key, fetch)
    entry.callers++
    try {
      const reply = await withTimeout<Reply>(
        timeout,
        timedOut,
        (done, fail) => entry.reply.then(done, fail),
        signal,
      )
      return structuredClone(reply)
    } finally {
      if (--entry.callers === 0 && entry.at === undefined) this.#abandon(key, entry)
    }
  }

  #fetch(key: string, fetch: (signal: AbortSignal | undefined) => Promise<Reply>): Entry<Reply> {
    const controller = createController()
    const entry: Entry<Reply> = { reply: fetch(controller?.signal), controller, callers: 0 }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > MAX_ENTRIES) this.#entries.delete(oldest!)
    entry.reply.then(
      () => {
        entry.at = Date.now()
      },
      () => this.#abandon(key, entry),
    )
    return entry
  }

  #abandon(key: string, entry: Entry<Reply>): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
    entry.controller?.abort()
  }
}
