import { joinModule } from './join.js'

/**
 * The module that joins the streams and the streams, compressed by gzip, as base64 text, which `build.mjs`
 * puts at the end of the file.
 */
declare const WASM: string

/** The length of the module that joins the streams, and of both. */
declare const JOINER: number
declare const LENGTH: number

/** Node's `process`; undefined in a browser. */
const { process: node } = globalThis as {
  process?: {
    getBuiltinModule?(name: 'node:zlib'): { gunzipSync(bytes: Uint8Array): Uint8Array<ArrayBuffer> }
  }
}

/** The constructor of bytes; only the newest browsers have its decoder. */
const Bytes = Uint8Array as { fromBase64?(text: string): Uint8Array<ArrayBuffer> }

/** Compiles the module that is embedded in this file. */
export async function compileModule(): Promise<WebAssembly.Module> {
  const compressed = decode(WASM)
  // jsdom and happy-dom, which run in Node, have no streams or ones unlike a browser's.
  const zlib = node?.getBuiltinModule?.('node:zlib')
  const bytes = zlib ? zlib.gunzipSync(compressed) : await decompress(compressed)
  return WebAssembly.compile(joinModule(bytes.subarray(0, JOINER), bytes.subarray(JOINER)))
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  if (Bytes.fromBase64) return Bytes.fromBase64(base64)
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  // On a slow device, `Uint8Array.from` takes as long as the whole rest of the start.
  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

/** Decompresses by a reader: a `Response` of the stream takes three times as long in Chromium. */
async function decompress(compressed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { writable, readable } = new DecompressionStream('gzip')
  const writer = writable.getWriter()
  // Whatever fails here fails the reader, too.
  const ignore = () => {}
  writer.write(compressed).catch(ignore)
  writer.close().catch(ignore)
  const reader = readable.getReader()
  const bytes = new Uint8Array(LENGTH)
  for (let end = 0; end < LENGTH;) {
    const { value } = await reader.read()
    bytes.set(value!, end)
    end += value!.length
  }
  return bytes
}
