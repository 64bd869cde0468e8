export * from './index.js'
export { loadWasm } from './load-wasm.js'
export type { WasmSource } from './wasm-file.js'
