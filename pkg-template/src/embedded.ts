/** The gzip-compressed module as base64 text, which `build.mjs` puts at the start of the file. */
declare const WASM: string

/** Node's `process`; undefined in a browser. */
const { process: node } = globalThis as {
  process?: {
    getBuiltinModule?(name: 'node:zlib'): { gunzipSync(bytes: Uint8Array): Uint8Array<ArrayBuffer> }
  }
}

/** Compiles the module that is embedded in this file. */
export async function compileModule(): Promise<WebAssembly.Module> {
  const text = atob(WASM)
  const compressed = new Uint8Array(text.length)
  // On a slow device, `Uint8Array.from` takes as long as the whole rest of the start.
  for (let at = 0; at < compressed.length; at++) compressed[at] = text.charCodeAt(at)
  // jsdom and happy-dom, which run in Node, have no streams or ones unlike a browser's.
  const zlib = node?.getBuiltinModule?.('node:zlib')
  return zlib ? WebAssembly.compile(zlib.gunzipSync(compressed)) : compileStream(compressed)
}

/** Compiles a compressed module while it is decompressed. */
function compileStream(compressed: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  const stream = new Response(compressed).body!.pipeThrough(new DecompressionStream('gzip'))
  const headers = { 'content-type': 'application/wasm' }
  return WebAssembly.compileStreaming(new Response(stream, { headers }))
}
