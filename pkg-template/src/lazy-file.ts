import type { CallOptions } from './call-options.js'
import { createError } from './error.js'
import { timedOut } from './run.js'
import { withTimeout } from './timeout.js'

/** How long a caller waits for a file, in milliseconds. */
const LOAD_TIMEOUT = 30_000

/**
 * Returns a function that loads a file of the package when it is first called, once for all callers. A caller
 * waits no longer than for its call. After a failure the next caller loads the file anew.
 */
export function lazyFile<File>(
  importFile: () => Promise<File>,
  code: string,
  name: string,
): (options?: unknown) => Promise<File> {
  let file: Promise<File> | undefined
  const notLoaded = (cause?: unknown) => {
    const advice = `serve "${name}" of the package beside the file of the SDK, and reload the page`
    return createError('network', code, `a file did not load; ${advice}`, cause)
  }
  return (options) => {
    const { timeout, signal } = Object(options) as CallOptions
    const isShort = timeout! > 0 && timeout! < LOAD_TIMEOUT
    const loading = (file ??= importFile())
    return withTimeout<File>(
      isShort ? timeout : LOAD_TIMEOUT,
      () => (isShort ? timedOut(timeout!) : notLoaded()),
      (done, fail) => loading.then(done, (cause: unknown) => fail(notLoaded(cause))),
      signal,
    ).catch((error) => {
      // A caller that no longer waits leaves the file to the next one.
      if (error.code === code && file === loading) file = undefined
      throw error
    })
  }
}
