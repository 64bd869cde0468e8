// The names of the contestants in the table.

export const OURS = 'b24-wasm'
export const OURS_RUST = 'b24-wasm in a Rust front end'
export const PEER = 'b24jssdk'
export const BX24_NAME = 'BX24.js (stand-in)'
export const HAND = 'hand-written JS'
export const JSON_PARSE = 'JSON.parse'
