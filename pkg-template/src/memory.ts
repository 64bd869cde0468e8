import { createController } from './abort.js'
import { inputError } from './error.js'
import { withTimeout } from './timeout.js'

/** The most replies that are kept. */
const MAX_ENTRIES = 100

/** A reply that is kept, or that is being fetched for several callers. */
interface Entry<Reply> {
  readonly reply: Promise<Reply>
  /** When its request ends at the latest. */
  readonly deadline: number
  /** When the reply was received; undefined while it is fetched. */
  at?: number
  readonly controller: AbortController | undefined
  /** The calls that wait for the reply. */
  callers: number
}

/** Returns a copy of a part of a reply. Not every page has `structuredClone`. */
function copy(value: unknown): unknown {
  if (Object(value) !== value) return value
  if (Array.isArray(value)) return value.map(copy)
  if (value instanceof Map) return new Map(copy([...value]) as [])
  return Object.fromEntries(copy(Object.entries(value as object)) as [])
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
   * Returns a copy of a reply that is young enough, or fetches one for all callers. The request has the
   * timeout of the caller who starts it; others join it unless it ends before half of their own has
   * passed. It is aborted when no caller waits for it any more.
   */
  async get(
    key: string,
    { maxAge, timeout, signal, timedOut }: Wait,
    fetch: (signal: AbortSignal | undefined) => Promise<Reply>,
  ): Promise<Reply> {
    if (!(maxAge >= 0))
      throw inputError(
        'INVALID_OPTION',
        'option "maxAge" must be a number of milliseconds, 0 or more',
      )
    const known = this.#entries.get(key)
    const end = Date.now() + timeout
    const isShared =
      known &&
      (known.at === undefined
        ? known.deadline >= end - timeout / 2
        : Date.now() - known.at <= maxAge)
    const entry = isShared ? known : this.#fetch(key, end, fetch)
    entry.callers++
    try {
      const reply = await withTimeout<Reply>(
        // A request that ends before knows better why.
        end < entry.deadline ? timeout : undefined,
        timedOut,
        (done, fail) => entry.reply.then(done, fail),
        signal,
      )
      return copy(reply) as Reply
    } finally {
      if (--entry.callers === 0 && entry.at === undefined) this.#abandon(key, entry)
    }
  }

  #fetch(
    key: string,
    deadline: number,
    fetch: (signal: AbortSignal | undefined) => Promise<Reply>,
  ): Entry<Reply> {
    const controller = createController()
    const reply = fetch(controller?.signal)
    const entry: Entry<Reply> = { reply, deadline, controller, callers: 0 }
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
