import { bridge, connect, frame, framePortal, initSync, methodNames } from '#glue'

import { type B24Error, inputError } from './error.js'

/** The gzip-compressed module as base64 text, which `build.mjs` puts at the start of the file. */
declare const WASM: string

/** Node's `process`; undefined in a browser. */
const { process: node } = globalThis as {
  process?: {
    getBuiltinModule?(name: 'node:zlib'): { gunzipSync(bytes: Uint8Array): Uint8Array<ArrayBuffer> }
  }
}

const core = { bridge, connect, frame, framePortal, methodNames }

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
  const text = atob(WASM)
  const compressed = new Uint8Array(text.length)
  // On a slow device, `Uint8Array.from` takes as long as the whole rest of the start.
  for (let at = 0; at < compressed.length; at++) compressed[at] = text.charCodeAt(at)
  // jsdom and happy-dom, which run in Node, have no streams or ones unlike a browser's.
  const zlib = node?.getBuiltinModule?.('node:zlib')
  const module = zlib ? WebAssembly.compile(zlib.gunzipSync(compressed)) : compile(compressed)
  initSync({ module: await module })
  return core
}

/** Compiles a compressed module while it is decompressed. */
function compile(compressed: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  const stream = new Response(compressed).body!.pipeThrough(new DecompressionStream('gzip'))
  const headers = { 'content-type': 'application/wasm' }
  return WebAssembly.compileStreaming(new Response(stream, { headers }))
}

function wasmUnavailable(cause: unknown): B24Error {
  const description =
    `WebAssembly does not start here: ${String(cause)} (if the page has a Content-Security-Policy, ` +
    "its script-src needs 'wasm-unsafe-eval')"
  return inputError('WASM_UNAVAILABLE', description, cause)
}
