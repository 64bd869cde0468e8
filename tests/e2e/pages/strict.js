import { B24, B24Error } from '/pkg/b24.js'

globalThis.sdk = { B24, B24Error }
