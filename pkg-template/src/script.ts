import { B24, B24Error } from './index.js'

/** The classic script's global: the class itself, with the error's class beside it. */
Object.assign(globalThis, { B24: Object.assign(B24, { B24Error }) })
