import { bridge, connect, initSync, methodNames } from '#glue'
import { compileModule } from '#module'

import { B24Error, inputError } from './error.js'

const core = { bridge, connect, methodNames }

/** The functions of the loaded core. */
export type Core = typeof core

let loading: Promise<Core> | undefined

/** Loads the core at the first call, and returns the same one to all later calls. */
export function load(): Promise<Core> {
  loading ??= start().catch((cause: unknown) => {
    loading = undefined
    throw cause instanceof B24Error ? cause : wasmUnavailable(cause)
  })
  return loading
}

async function start(): Promise<Core> {
  initSync({ module: await compileModule() })
  return core
}

function wasmUnavailable(cause: unknown): B24Error {
  const description =
    `WebAssembly does not start here: ${String(cause)} (if the page has a Content-Security-Policy, ` +
    "its script-src needs 'wasm-unsafe-eval')"
  return inputError('WASM_UNAVAILABLE', description, cause)
}
