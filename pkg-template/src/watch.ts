import type { Failure } from './error.js'

/** The failure of what the caller aborted. */
export const ABORTED: Failure = {
  kind: 'aborted',
  code: 'ABORTED',
  description: 'the caller aborted the call',
}

/** Ends waits at a deadline, or when the caller's signal is aborted. */
export class Watch {
  readonly #timeout: number | undefined
  readonly #failure: () => unknown
  readonly #signal: AbortSignal | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Ends the current wait. */
  #stop: ((failure: unknown) => void) | undefined
  readonly #abort = () => this.#stop?.(ABORTED)

  /** The timeout is in milliseconds, if there is one; a wait then rejects with `failure`. */
  constructor(timeout: number | undefined, failure: () => unknown, signal?: AbortSignal) {
    this.#timeout = timeout
    this.#failure = failure
    this.#signal = signal
    try {
      signal?.addEventListener('abort', this.#abort)
    } catch {
      // The signal of a stub may accept no listener; the deadline still applies.
    }
  }

  /** Starts the time, unless it is running. */
  start(): void {
    if (this.#timeout === undefined) return
    this.#timer ??= setTimeout(() => this.#stop?.(this.#failure()), this.#timeout)
  }

  /** Resets the time. */
  reset(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Leaves neither a timer nor a listener behind. */
  end(): void {
    this.reset()
    try {
      this.#signal?.removeEventListener('abort', this.#abort)
    } catch {
      // Nothing is left to do.
    }
  }

  /** Waits for work, whose signal is aborted when the wait ends early. */
  wait<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#signal?.aborted) return Promise.reject(ABORTED)
    const controller = new AbortController()
    const stopped = new Promise<never>((_, reject) => {
      this.#stop = (failure) => {
        reject(failure)
        controller.abort()
      }
    })
    return Promise.race([stopped, work(controller.signal)]).finally(() => {
      this.#stop = undefined
    })
  }
}
