import type { B24 as Portal, B24Error as Failure } from 'b24-wasm'

declare global {
  /** What the classic script defines. */
  var B24: typeof Portal & { B24Error: typeof Failure }
  /** What the tests use of either entry. */
  var sdk: { B24: typeof Portal; B24Error: typeof Failure }
  /** The connection of the test, where several evaluations share one. */
  var b24: Portal
  /** A connection by webhook and one by token. */
  var connections: [webhook: Portal, token: Portal]
  /** What a test aborts, and the attempt that waits for it. */
  var controller: AbortController
  var pending: Promise<Outcome>
  /** What a test has noted down. */
  var messages: { ofParent: boolean; origin: string; forged: boolean }[]
}
