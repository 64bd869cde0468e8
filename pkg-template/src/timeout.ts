import { Watch } from './watch.js'

/** Starts something that calls back once, with a value or an error. */
type Start<T> = (done: (value: T) => void, fail: (error: unknown) => void) => unknown

/**
 * Waits until `start` calls back. Rejects after the timeout, if there is one, or when the signal is
 * aborted; leaves neither a timer nor a listener behind.
 */
export async function withTimeout<T = void>(
  timeout: number | undefined,
  failure: () => unknown,
  start: Start<T>,
  signal?: AbortSignal,
): Promise<T> {
  const watch = new Watch(timeout, failure, signal)
  watch.start()
  try {
    return await watch.wait(() => new Promise<T>(start))
  } finally {
    watch.end()
  }
}

/** Waits until `start` calls back, or the signal is aborted. */
export function abortable<T = void>(start: Start<T>, signal?: AbortSignal): Promise<T> {
  return withTimeout(undefined, () => undefined, start, signal)
}
