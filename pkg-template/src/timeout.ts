import { type B24Error, createError } from './error.js'

/** Waits until `start` calls back. Rejects after the timeout, or when the signal is aborted. */
export function withTimeout(
  timeout: number,
  timeoutError: B24Error,
  start: (done: () => void) => void,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(createError('aborted', 'ABORTED', 'the caller aborted the call'))
    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort)
    const timer = setTimeout(() => reject(timeoutError), timeout)
    start(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      resolve()
    })
  })
}
