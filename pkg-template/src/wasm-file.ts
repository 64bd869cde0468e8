import { B24Error, inputError } from './error.js'

/**
 * Where `b24-wasm/slim` gets the WebAssembly module: the address of the file `b24-wasm/wasm`, a response
 * with it, its bytes, or the compiled module.
 */
export type WasmSource =
  | string
  | URL
  | Response
  | ArrayBuffer
  | ArrayBufferView
  // To the compiler a module is any value that is not nullish.
  | (WebAssembly.Module & object)

type Source = WasmSource | PromiseLike<WasmSource>

/** The identifier of the module that belongs to this file, which `build.mjs` inserts. */
declare const BUILD: string

/** Node's `process`; undefined in a browser. */
const { process: node } = globalThis as {
  process?: {
    getBuiltinModule?(name: 'node:fs/promises'): { readFile(file: URL): Promise<BufferSource> }
  }
}

let chosen: Source | undefined

/**
 * Sets the source of the module.
 *
 * @throws {B24Error} `WASM_LOADED` if the module is already loaded from another one
 * @internal
 */
export function chooseSource(source: Source, isLoading: boolean): void {
  const isSame = chosen !== undefined && addressOf(source) === addressOf(chosen)
  if (isLoading && !isSame) {
    const problem = 'the WebAssembly module is already loaded from elsewhere'
    const advice = 'call loadWasm once, before you connect'
    throw inputError('WASM_LOADED', `${problem}; ${advice}`)
  }
  chosen = source
}

/**
 * Loads the module from the chosen source, by default from the file beside this one.
 *
 * @internal
 */
export async function compileModule(): Promise<WebAssembly.Module> {
  let address: unknown
  try {
    // Bundlers recognize this expression, and add the file to their output.
    const source = await (chosen ?? new URL('./b24.wasm', import.meta.url))
    address = addressOf(source)
    const module = await compileFrom(source)
    checkBuild(module, address)
    return module
  } catch (cause) {
    const isFinal = cause instanceof B24Error || cause instanceof EvalError
    throw isFinal || cause instanceof WebAssembly.CompileError ? cause : unreachable(address, cause)
  }
}

async function compileFrom(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source
  if (typeof source === 'string' || 'href' in source) return compileFile(String(source))
  if ('headers' in source) return compileResponse(source)
  if ('byteLength' in source) return WebAssembly.compile(source as BufferSource)
  const types = "the module's address, a Response, bytes or a WebAssembly.Module"
  throw inputError('INVALID_ARGUMENT', `loadWasm takes ${types}, or a promise of one`)
}

async function compileFile(address: string): Promise<WebAssembly.Module> {
  // Node's fetch reads no files.
  const files = node?.getBuiltinModule?.('node:fs/promises')
  if (files && address.startsWith('file:')) {
    return WebAssembly.compile(await files.readFile(new URL(address)))
  }
  return compileResponse(await fetch(address))
}

/** Compiles a module while it arrives, or afterwards if the server does not send its content type. */
async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  const { ok, status, headers, url } = response
  if (!ok) throw notTheModule(url, `status ${status}`, status)
  const type = headers.get('content-type')
  if (type === 'application/wasm') return WebAssembly.compileStreaming(response)
  const bytes = await response.arrayBuffer()
  // Servers of single-page apps send their page for each missing file.
  if (new TextDecoder().decode(bytes.slice(0, 4)) !== '\0asm') {
    throw notTheModule(url, `content of type ${type}`, status)
  }
  return WebAssembly.compile(bytes)
}

/** Rejects the module of another version, whose imports have other names. */
function checkBuild(module: WebAssembly.Module, address: unknown): void {
  const [section] = WebAssembly.Module.customSections(module, 'b24')
  if (section && new TextDecoder().decode(section) === BUILD) return
  const problem = `${describe(address)} belongs to another version of b24-wasm`
  const advice =
    'serve the file "b24-wasm/wasm" of the installed version, under a new name if it is cached'
  throw inputError('WASM_MISMATCH', `${problem}; ${advice}`)
}

function notTheModule(address: string, received: string, status: number): B24Error {
  const problem = `${describe(address)} sends ${received} instead of the WebAssembly module`
  const advice = 'serve the file "b24-wasm/wasm" there, or pass its address to loadWasm'
  const kind = status < 500 ? 'input' : 'network'
  return new B24Error({
    kind,
    code: 'WASM_NOT_LOADED',
    status,
    description: `${problem}; ${advice}`,
  })
}

function unreachable(address: unknown, cause: unknown): B24Error {
  const description =
    `${describe(address)} does not load: ${String(cause)} (if its address is wrong, pass the right one ` +
    'to loadWasm; a Content-Security-Policy needs it in connect-src; another origin must allow this one)'
  return new B24Error({ kind: 'network', code: 'WASM_NOT_LOADED', description }, { cause })
}

/** Returns the address of a source that has one, and any other source itself. */
function addressOf(source: Source): unknown {
  return Object(source).href ?? source
}

function describe(address: unknown): string {
  return typeof address === 'string' && address ? `"${address}"` : 'the WebAssembly module'
}
