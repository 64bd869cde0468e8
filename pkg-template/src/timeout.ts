import { type B24Error, createError } from './error.js'

/**
 * Waits until `start` calls back. Rejects after the timeout, or when the signal is aborted; leaves
 * neither a timer nor a listener behind.
 */
export function withTimeout(
  timeout: number,
  timeoutError: B24Error,
  start: (done: () => void) => void,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      outcome()
    }
    const abort = () =>
      settle(() => reject(createError('aborted', 'ABORTED', 'the caller aborted the call')))
    const timer = setTimeout(() => settle(() => reject(timeoutError)), timeout)
    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort)
    start(() => settle(resolve))
  })
}
