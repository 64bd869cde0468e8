// The client of the emulated portal, and a double whose calls wait for the test.

import { B24, B24Error } from 'b24-wasm'
import { mockB24 } from 'b24-wasm/testing'

globalThis.sdk = { B24, B24Error }
globalThis.waiting = []
globalThis.double = await mockB24({
  'crm.deal.get': ({ id }, { signal }) =>
    new Promise((reply) =>
      waiting.push({ id: Number(id), signal: signal ?? AbortSignal.abort(), reply }),
    ),
  'user.get': Array.from({ length: 120 }, (_, at) => ({ ID: at + 1 })),
  'user.current': { ID: 1 },
})
