import { createError } from './error.js'

/** The longest delay of a timer; a longer one would fire at once. */
const MAX_DELAY = 2 ** 31 - 1

/** Starts something that calls back once, with a value or an error. */
type Start<T> = (done: (value: T) => void, fail: (error: unknown) => void) => unknown

/**
 * Waits until `start` calls back. Rejects when the signal is aborted, and does not start if it already
 * is; leaves no listener behind.
 */
export function abortable<T = void>(start: Start<T>, signal?: AbortSignal): Promise<T> {
  let abort: () => void
  return new Promise<T>((resolve, reject) => {
    abort = () => reject(createError('aborted', 'ABORTED', 'the caller aborted the call'))
    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort)
    start(resolve, reject)
  }).finally(() => signal?.removeEventListener('abort', abort))
}

/**
 * Waits until `start` calls back. Rejects after the timeout, if there is one, or when the signal is
 * aborted; leaves neither a timer nor a listener behind.
 */
export function withTimeout<T = void>(
  timeout: number | undefined,
  timeoutError: () => unknown,
  start: Start<T>,
  signal?: AbortSignal,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  return abortable<T>((done, fail) => {
    if (timeout !== undefined) {
      timer = setTimeout(() => fail(timeoutError()), Math.min(timeout, MAX_DELAY))
    }
    start(done, fail)
  }, signal).finally(() => clearTimeout(timer))
}
