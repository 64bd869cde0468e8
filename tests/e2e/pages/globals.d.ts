import type { B24 as Portal, B24Error as Failure, BridgedB24, FramedB24 } from 'b24-wasm'

declare global {
  /** Defined by the classic script. */
  var B24: typeof Portal & { B24Error: typeof Failure }
  /** The exports of either entry. */
  var sdk: { B24: typeof Portal; B24Error: typeof Failure }
  /** The function of the slim entry, and the addresses of the modules that it has streamed. */
  var loadWasm: typeof import('b24-wasm/slim').loadWasm
  var streamed: string[]
  /** The client of the test, if several evaluations share one. */
  var b24: Portal
  /** The client of a test in a frame. */
  var framed: FramedB24
  /** The stand-in for BX24.js, and a client over it. */
  var BX24: any
  var bridged: BridgedB24
  /** The values that a listener of the test has received. */
  var received: unknown[]
  /** Stops the autoFit or the subscriptions of a test. */
  var dispose: () => void
  /** A client with a webhook and one with a token. */
  var compile: () => void
  var connections: [webhook: Portal, token: Portal]
  /** The controller of a test, and the attempt that it cancels. */
  var controller: AbortController
  var pending: Promise<Outcome>
  /** The tokens that a host page has requested for its app. */
  var issuedTokens: string[]
  /** The messages that a test has recorded. */
  var messages: { ofParent: boolean; origin: string; forged: boolean }[]
}
