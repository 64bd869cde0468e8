import { bridge, connect, initSync, methodNames } from '#glue'

import { type B24Error, refused } from './error.js'

/** The module, compressed with gzip, as base64 text; `build.mjs` puts it before everything else. */
declare const WASM: string

const core = { bridge, connect, methodNames }

/** What the core offers once it runs. */
export type Core = typeof core

let loading: Promise<Core> | undefined

/** The core, started at the first call and shared by all that follow. */
export function load(): Promise<Core> {
  loading ??= start().catch((cause: unknown) => {
    loading = undefined
    throw unavailable(cause)
  })
  return loading
}

async function start(): Promise<Core> {
  const packed = Uint8Array.from(atob(WASM), (character) => character.charCodeAt(0))
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
  const bytes = await new Response(unpacked).arrayBuffer()
  initSync({ module: await WebAssembly.compile(bytes) })
  return core
}

function unavailable(cause: unknown): B24Error {
  const description =
    `WebAssembly does not start here: ${String(cause)} (If the page has a Content-Security-Policy, ` +
    "its script-src needs 'wasm-unsafe-eval'.)"
  return refused('WASM_UNAVAILABLE', description, cause)
}
