import * as glue from '#glue'
import wasm from 'virtual:wasm'

import { B24Error } from './error.js'

let loading: Promise<typeof glue> | undefined

/** The core, started at the first call and shared by all that follow. */
export function load(): Promise<typeof glue> {
  loading ??= start().catch((cause: unknown) => {
    loading = undefined
    throw unavailable(cause)
  })
  return loading
}

async function start(): Promise<typeof glue> {
  const packed = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0))
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
  const bytes = await new Response(unpacked).arrayBuffer()
  glue.initSync({ module: await WebAssembly.compile(bytes) })
  return glue
}

function unavailable(cause: unknown): B24Error {
  const code = 'WASM_UNAVAILABLE'
  const description =
    'WebAssembly does not start here. If the page sends a Content-Security-Policy, its script-src ' +
    "needs 'wasm-unsafe-eval'."
  const nothingSent = { status: 0, method: '', retryable: false, answer: '' }
  const message = `${code}: ${description}`
  return new B24Error({ message, kind: 'input', code, description, ...nothingSent }, cause)
}
