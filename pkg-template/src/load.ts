import { bridge, connect, initSync, methodNames } from '#glue'

import { type B24Error, inputError } from './error.js'

/** The module, compressed with gzip, as base64 text; `build.mjs` puts it before everything else. */
declare const WASM: string

/** Node's `process`; undefined in a browser. */
const { process: node } = globalThis as {
  process?: {
    getBuiltinModule?(name: 'node:zlib'): { gunzipSync(bytes: Uint8Array): Uint8Array<ArrayBuffer> }
  }
}

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
  // Tests with jsdom or happy-dom run in Node with streams that a browser does not have, or none.
  const zlib = node?.getBuiltinModule?.('node:zlib')
  const bytes = zlib ? zlib.gunzipSync(packed) : await unpack(packed)
  initSync({ module: await WebAssembly.compile(bytes) })
  return core
}

function unpack(packed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const unpacked = new Response(packed).body!.pipeThrough(new DecompressionStream('gzip'))
  return new Response(unpacked).arrayBuffer()
}

function unavailable(cause: unknown): B24Error {
  const description =
    `WebAssembly does not start here: ${String(cause)} (If the page has a Content-Security-Policy, ` +
    "its script-src needs 'wasm-unsafe-eval'.)"
  return inputError('WASM_UNAVAILABLE', description, cause)
}
