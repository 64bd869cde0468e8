globalThis.sdk = { B24, B24Error: B24.B24Error }
