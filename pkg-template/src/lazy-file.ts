import type { CallOptions } from './call-options.js'
import { createError } from './error.js'
import { withTimeout } from './timeout.js'
import { ABORTED } from './watch.js'

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
    const limit = timeout! > 0 && timeout! < LOAD_TIMEOUT ? timeout : LOAD_TIMEOUT
    const loading = (file ??= importFile())
    return withTimeout<File>(
      limit,
      () => notLoaded(),
      (done, fail) => loading.then(done, (cause: unknown) => fail(notLoaded(cause))),
      signal,
    ).catch((error) => {
      if (error !== ABORTED && file === loading) file = undefined
      throw error
    })
  }
}
