// The running instance of the module. A failure of the module itself (a trap, a full memory or stack)
// leaves it in an unknown state: what waits for it ends, and the next use starts another instance.

import { type Core, type CoreFailure, instantiate, type Portal } from '#glue'

import { type B24Error, inputError } from './error.js'
import type { Watch } from './watch.js'

export type { Core }

/** The waits of the tasks of the running instance. */
export let taskWaits = new Set<Watch>()

let module: WebAssembly.Module | undefined
let running: ReturnType<typeof start> | undefined

/** Returns whether the module is compiled. */
export function hasModule(): boolean {
  return module !== undefined
}

/** Sets the compiled module. */
export function setModule(compiled: WebAssembly.Module): void {
  module = compiled
}

/** Returns the running instance, or starts one. */
export function currentCore(): Core {
  if (!running || running.failure.cause) {
    running = start()
    taskWaits = running.waits
  }
  return running.core
}

/** Starts an instance beside the running one, with a state of its own. */
export function separateCore(): Core {
  return start().core
}

function start() {
  const waits = new Set<Watch>()
  const failure: CoreFailure = {
    kind: 'network',
    code: 'CORE_FAILED',
    description:
      "the SDK's WebAssembly module failed, and starts anew with the next call; the portal may have " +
      'executed this call: check before you repeat it',
    cause: undefined,
  }
  let notify: () => void
  const failed = new Promise<void>((done) => {
    notify = done
  })
  failed.then(() => {
    for (const wait of waits) wait.stop(failure)
  })
  try {
    return { core: instantiate(module!, failure, notify!), failure, waits }
  } catch (cause) {
    throw wasmUnavailable(cause)
  }
}

/** Creates the error of a module that does not compile or start. */
export function wasmUnavailable(cause: unknown): B24Error {
  const description =
    `WebAssembly does not start here: ${String(cause)} (if the page has a Content-Security-Policy, ` +
    "its script-src needs 'wasm-unsafe-eval')"
  return inputError('WASM_UNAVAILABLE', description, cause)
}

/**
 * Opens a portal; returns the function that returns it, opened again in each further instance. `prepare` is
 * called before each use.
 */
export function lastingPortal(
  open: (core: Core) => Portal,
  prepare?: (portal: Portal) => void,
): () => Portal {
  let core: Core | undefined
  let portal: Portal
  const current = () => {
    const now = currentCore()
    if (now !== core) {
      portal = open(now)
      core = now
    }
    prepare?.(portal)
    return portal
  }
  current()
  return current
}
