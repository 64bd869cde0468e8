/** The module's bytes, compressed with gzip, as base64 text; the bundler puts them in. */
declare module 'virtual:wasm' {
  const base64: string
  export default base64
}
