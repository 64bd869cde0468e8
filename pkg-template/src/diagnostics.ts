import type { ErrorKind } from './error-kind.js'
import { convertError, inputError } from './error.js'
import { notify } from './notify.js'

/** What happens to the calls of a client, for diagnostics. Nothing in it is secret. */
export interface Events {
  /** A request ended, with a response or without. */
  request: {
    /** The method; `batch` for calls that travel together. */
    readonly method: string
    /** The number of calls in the request. */
    readonly calls: number
    /** The milliseconds until the whole response was there. */
    readonly duration: number
    /** The HTTP status; 0 without a response. */
    readonly status: number
    /** The bytes of the response; over BX24.js its characters. */
    readonly size: number
    /** The requests that the portal still admits at once. */
    readonly room: number
  }
  /** A call is sent again. */
  retry: {
    readonly method: string
    /** The number of the failed attempt. */
    readonly attempt: number
    /** The code of its error. */
    readonly code: string
  }
  /** Calls have to wait for the portal's rate limit, or travel together. */
  limit: {
    /** The calls that wait. */
    readonly waiting: number
    /** The milliseconds until the next of them is sent. */
    readonly delay: number
    /** The calls that are sent now, and the requests that contain them. */
    readonly calls: number
    readonly requests: number
  }
  /** The token was refreshed, or could not be. */
  refresh: { readonly duration: number; readonly ok: boolean }
  /** A call, a batch or a list failed, be it before anything was sent. */
  error: {
    readonly method: string
    readonly kind: ErrorKind
    readonly code: string
    /** The HTTP status; 0 without a response. */
    readonly status: number
    /** The requests that the call took. */
    readonly attempts: number
  }
}

/** The sums of a client's events. */
export interface Counts {
  /** The requests, and the calls in them. */
  requests: number
  calls: number
  /** The bytes of all responses; over BX24.js their characters. */
  size: number
  /** The calls that were sent again. */
  retries: number
  refreshes: number
  errors: number
}

/** The run time of a method as the portal counts it: the sum over ten minutes. Above its limit, 480
 * seconds in the cloud, the portal refuses the method with `OPERATION_TIME_LIMIT`. */
export interface OperatingTime {
  readonly method: string
  /** The milliseconds of run time. */
  readonly operating: number
  /** When the oldest part of the sum is dropped, in milliseconds since 1970. */
  readonly resetAt: number
  /** Whether the portal refuses the method until then. */
  readonly isBlocked: boolean
}

/** The sums of a client's events, and the state of its portal's limits. */
export interface Stats extends Readonly<Counts> {
  /** The calls of all clients of the portal that wait for its rate limit. */
  readonly waiting: number
  /** The requests that the portal still admits at once. */
  readonly room: number
  /** The methods with a counted run time, the latest last. */
  readonly operating: readonly OperatingTime[]
}

const NAMES = 'request, retry, limit, refresh, error'

type Listener<Name extends keyof Events> = (event: Events[Name]) => void

/** The listeners and the counts of one client. */
export class Diagnostics {
  readonly counts: Counts = {
    requests: 0,
    calls: 0,
    size: 0,
    retries: 0,
    refreshes: 0,
    errors: 0,
  }
  readonly #listeners = new Map<string, Set<Listener<never>>>(
    NAMES.split(', ').map((name) => [name, new Set()]),
  )

  /** Adds a listener; returns the function that removes it. */
  on<Name extends keyof Events>(name: Name, listener: Listener<Name>): () => void {
    const listeners = this.#listeners.get(name)
    if (!listeners) throw inputError('INVALID_ARGUMENT', `the events are ${NAMES}`)
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  /** Fetches a fresh token, and reports that. */
  async watchRefresh(refresh: () => Promise<void>): Promise<void> {
    const start = Date.now()
    let ok = false
    try {
      await refresh()
      ok = true
    } finally {
      this.counts.refreshes++
      this.emit('refresh', () => ({ duration: Date.now() - start, ok }))
    }
  }

  /** Reports that a call is sent again. */
  reportRetry(attempt: number, method: string, code: string): void {
    this.counts.retries++
    this.emit('retry', () => ({ method, attempt, code }))
  }

  /** Reports that a call, a batch or a list failed, and throws its error. */
  readonly fail = (thrown: unknown): never => {
    const error = convertError(thrown)
    const { method, kind, code, status, attempts } = error
    this.counts.errors++
    this.emit('error', () => ({ method, kind, code, status, attempts }))
    throw error
  }

  /** Passes an event to its listeners. What they throw or reject with breaks no call; a page reports it,
   * Node.js has no place for it. */
  emit<Name extends keyof Events>(name: Name, describe: () => Events[Name]): void {
    const listeners = this.#listeners.get(name)
    if (!listeners?.size) return
    const event = describe()
    for (const listener of listeners) notify(listener as Listener<Name>, event)
  }
}
