import type { B24 as Portal, B24Error as Failure, BridgedB24, FramedB24 } from 'b24-wasm'

declare global {
  /** What the classic script defines. */
  var B24: typeof Portal & { B24Error: typeof Failure }
  /** What the tests use of either entry. */
  var sdk: { B24: typeof Portal; B24Error: typeof Failure }
  /** The connection of the test, where several evaluations share one. */
  var b24: Portal
  /** The same, where the test is in a frame. */
  var framed: FramedB24
  /** The stand-in for BX24.js, and the same over it. */
  var BX24: any
  var bridged: BridgedB24
  /** What a listener of the test has heard. */
  var heard: unknown[]
  /** What ends what a test has begun. */
  var unfollow: () => void
  /** A connection by webhook and one by token. */
  var connections: [webhook: Portal, token: Portal]
  /** What a test aborts, and the attempt that waits for it. */
  var controller: AbortController
  var pending: Promise<Outcome>
  /** What a test has noted down. */
  var messages: { ofParent: boolean; origin: string; forged: boolean }[]
}
