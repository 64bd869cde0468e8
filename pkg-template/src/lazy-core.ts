import { wasmUnavailable } from './core.js'
import { compileModule } from './embedded.js'
import type { Failure } from './error.js'

/** The failure of an instance; the cause is missing as long as it works. */
export interface CoreFailure extends Failure {
  cause?: unknown
}

/** Starts an instance, as the glue of a module does. */
type Instantiate<Core> = (
  module: WebAssembly.Module,
  failure: CoreFailure,
  notify: () => void,
) => Core

/**
 * Returns a function that returns the running instance of the module that is embedded in this file, or starts
 * one. The module is without I/O: an instance that has failed is replaced by another one at the next use.
 */
export function lazyCore<Core>(
  instantiate: Instantiate<Core>,
  description: string,
): () => Promise<Core> {
  let compiling: Promise<WebAssembly.Module> | undefined
  let running: { readonly core: Core; readonly failure: CoreFailure } | undefined
  return async () => {
    const module = await (compiling ??= compileModule()).catch((cause) => {
      compiling = undefined
      throw wasmUnavailable(cause)
    })
    if (!running || running.failure.cause) {
      const failure: CoreFailure = {
        kind: 'network',
        code: 'CORE_FAILED',
        description,
        cause: undefined,
      }
      try {
        running = { core: instantiate(module, failure, () => {}), failure }
      } catch (cause) {
        throw wasmUnavailable(cause)
      }
    }
    return running.core
  }
}
