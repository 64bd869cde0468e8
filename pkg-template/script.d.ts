import type { B24 as Class } from './index.js'

declare global {
  /** The global of the classic script: the class `B24`, with the error's class as a member. */
  const B24: typeof Class
}
