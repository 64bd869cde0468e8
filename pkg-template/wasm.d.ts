import type { WasmSource } from './slim.js'

/** What the bundler makes of the file: its address or the compiled module. */
declare const wasm: WasmSource
export default wasm
