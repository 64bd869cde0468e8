import { B24 } from './index.js'

/** The global of the classic script. */
Object.assign(globalThis, { B24 })
