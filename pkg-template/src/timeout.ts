import type { Failure } from './connection.js'
import { Watch } from './watch.js'

/**
 * Waits until `start` calls back. Rejects with `timeoutFailure` after the timeout, or when the signal is
 * aborted.
 */
export async function withTimeout(
  timeout: number,
  timeoutFailure: Failure,
  start: (done: () => void) => void,
  signal?: AbortSignal,
): Promise<void> {
  const watch = new Watch(timeout, timeoutFailure, signal)
  watch.start()
  try {
    await watch.wait(() => new Promise<void>(start))
  } finally {
    watch.end()
  }
}
