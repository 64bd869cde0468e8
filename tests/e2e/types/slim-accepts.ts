// The slim entry has everything of the default one, and a function that loads the module.

import { B24, B24Error, loadWasm } from 'b24-wasm/slim'
import type { FramedB24, WasmSource } from 'b24-wasm/slim'
import wasm from 'b24-wasm/wasm'

await loadWasm()
await loadWasm(wasm)
await loadWasm('/assets/b24.wasm')
await loadWasm(new URL('b24.wasm', 'https://example.com/'))
await loadWasm(fetch('/b24.wasm'))
await loadWasm(new Uint8Array(8))
const module: WasmSource = new WebAssembly.Module(new Uint8Array(8))
await loadWasm(module)

const b24: FramedB24 = await B24.frame()
const id: number = (await b24.user.current()).result.ID

export { B24Error, id }
