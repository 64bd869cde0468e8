import { B24, B24Error } from 'b24-wasm'

globalThis.sdk = { B24, B24Error }
