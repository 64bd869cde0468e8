// Uses of the slim entry that do not compile: one mistake per statement.

import { loadWasm } from 'b24-wasm/slim'
// @ts-expect-error the default entry contains the module
import { loadWasm as load } from 'b24-wasm'

export async function sources() {
  // @ts-expect-error a number
  await loadWasm(5)
  // @ts-expect-error the namespace of an imported address
  await loadWasm({ default: '/b24.wasm' })
  // @ts-expect-error an option, as of the function that wasm-bindgen generates
  await loadWasm({ module_or_path: '/b24.wasm' })
}

export { load }
