/** The packed package, as served by the portal. */
declare module '*/pkg/b24.js' {
  export { B24, B24Error } from 'b24-wasm'
}

declare module '*/pkg/b24.slim.js' {
  export { B24, B24Error, loadWasm } from 'b24-wasm/slim'
}
