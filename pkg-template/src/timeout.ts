import { type B24Error, failed } from './error.js'

/** Waits until `begin` calls back: so many milliseconds, and until the signal is aborted. */
export function within(
  timeout: number,
  late: B24Error,
  begin: (done: () => void) => void,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(failed('aborted', 'ABORTED', 'The caller gave the call up.'))
    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort)
    const timer = setTimeout(() => reject(late), timeout)
    begin(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      resolve()
    })
  })
}
