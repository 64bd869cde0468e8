// The running instance of the module for REST 3.0, which is without I/O: an instance that has failed is
// replaced by another one at the next use.

import { instantiate, type V3Core } from '#v3-glue'

import { wasmUnavailable } from '../core.js'
import { compileModule } from '../embedded.js'
import type { Failure } from '../error.js'

interface CoreFailure extends Failure {
  cause: unknown
}

let compiling: Promise<WebAssembly.Module> | undefined
let running: { readonly core: V3Core; readonly failure: CoreFailure } | undefined

/** Returns the running instance, or starts one. */
export async function currentCore(): Promise<V3Core> {
  const module = await (compiling ??= compileModule()).catch((cause) => {
    compiling = undefined
    throw wasmUnavailable(cause)
  })
  if (!running || running.failure.cause) running = start(module)
  return running.core
}

function start(module: WebAssembly.Module) {
  const failure: CoreFailure = {
    kind: 'network',
    code: 'CORE_FAILED',
    description: 'the WebAssembly module for REST 3.0 failed; it starts anew with the next call',
    cause: undefined,
  }
  try {
    return { core: instantiate(module, failure, () => {}), failure }
  } catch (cause) {
    throw wasmUnavailable(cause)
  }
}
