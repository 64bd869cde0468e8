import { compileModule } from '#module'

import { currentCore, hasModule, setModule, wasmUnavailable } from './core.js'
import { B24Error, createError } from './error.js'
import { withTimeout } from './timeout.js'

/** How long a connection without a timeout of its own waits for the module, in milliseconds. */
const LOAD_TIMEOUT = 30_000

let loading: Promise<void> | undefined
let names: string[] | undefined

/**
 * Loads the core, once for all callers. After a failure, or a timeout of a caller, the next caller loads
 * it anew.
 */
export async function load(timeout = LOAD_TIMEOUT, signal?: AbortSignal): Promise<void> {
  if (!hasModule()) {
    const joined = (loading ??= compile())
    const forget = <T>(failure: T) => {
      if (loading === joined) loading = undefined
      return failure
    }
    const late = () => forget(wasmTimeout(timeout))
    const start = (done: () => void, fail: (error: unknown) => void) =>
      joined.then(done, (error) => fail(forget(error)))
    await withTimeout(timeout, late, start, signal)
  }
  // It may not start, like a compilation.
  currentCore()
}

/** Returns whether the core is loaded, or is about to be. */
export function isLoading(): boolean {
  return hasModule() || loading !== undefined
}

/** Returns the names of the typed methods. */
export function methodNames(): readonly string[] {
  return (names ??= (currentCore().methodNames() as string).trim().split(' '))
}

async function compile(): Promise<void> {
  try {
    setModule(await compileModule())
  } catch (cause) {
    throw cause instanceof B24Error ? cause : wasmUnavailable(cause)
  }
}

function wasmTimeout(timeout: number): B24Error {
  const description = `the WebAssembly module did not load within ${timeout} ms; connect again`
  return createError('timeout', 'WASM_TIMEOUT', description)
}
