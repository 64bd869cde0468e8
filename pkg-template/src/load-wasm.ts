import { isLoading, load } from './load.js'
import { chooseSource, type WasmSource } from './wasm-file.js'

/**
 * Starts to load the WebAssembly module, before the first connection would. Call it to name the file's
 * address if the one beside the package's JavaScript is not served, or to load the module early. Every
 * connection waits for it, so its promise need not be awaited.
 *
 * @throws {B24Error} `WASM_NOT_LOADED` if the file is missing or is not the module; `WASM_MISMATCH` if it
 * belongs to another version; `WASM_UNAVAILABLE`; `WASM_TIMEOUT` after 30
 * seconds; `WASM_LOADED` if it is already loaded from elsewhere
 */
export function loadWasm(source?: WasmSource | PromiseLike<WasmSource>): Promise<void> {
  try {
    if (source !== undefined) chooseSource(source, isLoading())
  } catch (error) {
    return Promise.reject(error)
  }
  const loaded = load().then(() => {})
  // The error of a load that nobody awaits is that of the first connection.
  loaded.catch(() => {})
  return loaded
}
