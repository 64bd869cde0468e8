import { createController, isAborted, listen, unlisten } from './abort.js'
import type { Failure } from './error.js'
import { startTimer, stopTimer, type Timer } from './timer.js'

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
  #timer: Timer | undefined
  /** The deadline that applies: a new object after each start, undefined after a reset. */
  #deadline: object | undefined
  #reject: ((failure: unknown) => void) | undefined
  #controller: AbortController | undefined
  readonly #abort = () => this.stop(ABORTED)

  /** The timeout is in milliseconds, if there is one; a wait then rejects with `failure`. */
  constructor(timeout: number | undefined, failure: () => unknown, signal?: AbortSignal) {
    this.#timeout = timeout
    this.#failure = failure
    this.#signal = signal
    if (signal) listen(signal, this.#abort)
  }

  /**
   * Starts the time, unless it is running.
   *
   * @throws {Failure} if the page has no timers
   */
  start(): void {
    if (this.#timeout === undefined || this.#deadline) return
    const deadline = {}
    this.#deadline = deadline
    // A stopped timer may run all the same.
    const end = () => this.#deadline === deadline && this.stop(this.#failure())
    this.#timer = startTimer(end, this.#timeout)
  }

  /** Resets the time. */
  reset(): void {
    this.#deadline = undefined
    stopTimer(this.#timer)
  }

  /** Leaves neither a timer nor a listener behind. */
  end(): void {
    this.reset()
    if (this.#signal) unlisten(this.#signal, this.#abort)
  }

  /** Ends the current wait, and aborts its work. */
  stop(failure: unknown): void {
    this.#reject?.(failure)
    try {
      this.#controller?.abort()
    } catch {
      // The work goes on, and nobody waits for it.
    }
  }

  /** Waits for work, whose signal is aborted when the wait ends early. A page may have no signals. */
  async wait<T>(work: (signal?: AbortSignal) => Promise<T>): Promise<T> {
    if (isAborted(this.#signal)) throw ABORTED
    this.#controller = createController()
    try {
      return await new Promise((resolve, reject) => {
        this.#reject = reject
        work(this.#controller?.signal).then(resolve, reject)
      })
    } finally {
      this.#reject = this.#controller = undefined
    }
  }
}
