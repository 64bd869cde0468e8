import type { B24 as Class, B24Error } from './index.js'

declare global {
  /** The global of the classic script: the class `B24`, with the error's class as a member. */
  const B24: typeof Class & { readonly B24Error: typeof B24Error }
}
