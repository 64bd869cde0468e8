import * as core from '#glue'
import { compileModule } from '#module'

import { B24Error, inputError } from './error.js'

/** The functions of the loaded core. */
export type Core = typeof core

let loading: Promise<Core> | undefined
let names: string[] | undefined

/** Loads the core at the first call, and returns the same one to all later calls. */
export function load(): Promise<Core> {
  loading ??= start().catch((cause: unknown) => {
    loading = undefined
    throw cause instanceof B24Error ? cause : wasmUnavailable(cause)
  })
  return loading
}

/** Returns the names of the typed methods. */
export function methodNames(): readonly string[] {
  return (names ??= core.methodNames().trim().split(' '))
}

async function start(): Promise<Core> {
  core.initSync({ module: await compileModule() })
  return core
}

function wasmUnavailable(cause: unknown): B24Error {
  const description =
    `WebAssembly does not start here: ${String(cause)} (if the page has a Content-Security-Policy, ` +
    "its script-src needs 'wasm-unsafe-eval')"
  return inputError('WASM_UNAVAILABLE', description, cause)
}
