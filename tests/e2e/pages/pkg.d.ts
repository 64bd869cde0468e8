/** The packed package, where the portal serves it to the pages. */
declare module '*/pkg/b24.js' {
  export { B24, B24Error } from 'b24-wasm'
}
