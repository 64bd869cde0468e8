import { B24, B24Error } from './index.js'

/** The global of the classic script: the class `B24`, with the error's class as a member. */
Object.assign(globalThis, { B24: Object.assign(B24, { B24Error }) })
