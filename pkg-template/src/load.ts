import { bridge, connect, initSync, methodNames } from '#glue'

import { type B24Error, inputError } from './error.js'

/** The gzip-compressed module as base64 text, which `build.mjs` puts at the start of the file. */
declare const WASM: string

/** Node's `process`; undefined in a browser. */
const { process: node } = globalThis as {
  process?: {
    getBuiltinModule?(name: 'node:zlib'): { gunzipSync(bytes: Uint8Array): Uint8Array<ArrayBuffer> }
  }
}

const core = { bridge, connect, methodNames }

/** The functions of the loaded core. */
export type Core = typeof core

let loading: Promise<Core> | undefined

/** Loads the core at the first call, and returns the same one to all later calls. */
export function load(): Promise<Core> {
  loading ??= start().catch((cause: unknown) => {
    loading = undefined
    throw wasmUnavailable(cause)
  })
  return loading
}

async function start(): Promise<Core> {
  const compressed = Uint8Array.from(atob(WASM), (character) => character.charCodeAt(0))
  // jsdom and happy-dom, which run in Node, have no streams or ones unlike a browser's.
  const zlib = node?.getBuiltinModule?.('node:zlib')
  const bytes = zlib ? zlib.gunzipSync(compressed) : await decompress(compressed)
  initSync({ module: await WebAssembly.compile(bytes) })
  return core
}

function decompress(compressed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const decompressed = new Response(compressed).body!.pipeThrough(new DecompressionStream('gzip'))
  return new Response(decompressed).arrayBuffer()
}

function wasmUnavailable(cause: unknown): B24Error {
  const description =
    `WebAssembly does not start here: ${String(cause)} (if the page has a Content-Security-Policy, ` +
    "its script-src needs 'wasm-unsafe-eval')"
  return inputError('WASM_UNAVAILABLE', description, cause)
}
