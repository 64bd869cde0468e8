import { B24, B24Error, loadWasm } from '/pkg/b24.slim.js'

globalThis.sdk = { B24, B24Error }
globalThis.loadWasm = loadWasm

/** The addresses of the modules that were compiled while they arrived. */
globalThis.streamed = []
const { compileStreaming } = WebAssembly
WebAssembly.compileStreaming = async (source) => {
  const response = await source
  streamed.push(response.url)
  return compileStreaming.call(WebAssembly, response)
}
