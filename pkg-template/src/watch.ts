import type { Failure } from './connection.js'
import { inputError } from './error.js'

/** The longest delay of a browser's timer; a longer one would fire at once. */
const MAX_DELAY = 2 ** 31 - 1

/** The failure of what the caller aborted. */
export const ABORTED: Failure = {
  kind: 'aborted',
  code: 'ABORTED',
  description: 'the caller aborted the call',
}

/** Returns a timeout in milliseconds, if it is above 0. */
export function checkTimeout(timeout: number): number {
  if (timeout > 0) return timeout
  throw inputError('INVALID_TIMEOUT', 'a timeout is milliseconds above 0')
}

/** Ends waits at a deadline, or when the caller's signal is aborted. */
export class Watch {
  readonly #timeout: number
  readonly #timeoutFailure: Failure
  readonly #signal: AbortSignal | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Ends the current wait. */
  #stop: ((failure: Failure) => void) | undefined
  readonly #abort = () => this.#stop?.(ABORTED)

  /** The timeout is in milliseconds; `timeoutFailure` is what a wait then rejects with. */
  constructor(timeout: number, timeoutFailure: Failure, signal?: AbortSignal) {
    this.#timeout = Math.min(timeout, MAX_DELAY)
    this.#timeoutFailure = timeoutFailure
    this.#signal = signal
    signal?.addEventListener('abort', this.#abort)
  }

  /** Starts the time, unless it is running. */
  start(): void {
    this.#timer ??= setTimeout(() => this.#stop?.(this.#timeoutFailure), this.#timeout)
  }

  /** Resets the time. */
  reset(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** Leaves neither a timer nor a listener behind. */
  end(): void {
    this.reset()
    this.#signal?.removeEventListener('abort', this.#abort)
  }

  /** Waits for work, whose signal is aborted when the wait ends early. */
  wait<T>(work: (stopped: AbortSignal) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const controller = new AbortController()
      const settle =
        <Outcome>(settler: (outcome: Outcome) => void) =>
        (outcome: Outcome) => {
          this.#stop = undefined
          settler(outcome)
        }
      this.#stop = (failure) => {
        settle(reject)(failure)
        controller.abort()
      }
      if (this.#signal?.aborted) this.#abort()
      else work(controller.signal).then(settle(resolve), settle(reject))
    })
  }
}
