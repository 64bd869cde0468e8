// Uses of the slim entry that do not compile: one mistake per statement.

import { loadWasm } from 'b24-wasm/slim'
// @ts-expect-error the default entry contains the module
import { loadWasm as load } from 'b24-wasm'

export async function sources() {
  // @ts-expect-error a number
  await loadWasm(5)
}

export { load }
