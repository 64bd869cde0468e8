import type { B24 } from 'b24-wasm'
import type { MockB24 } from 'b24-wasm/testing'

/** A request that a component shows. */
export interface Shown {
  readonly hook: 'useCall' | 'useList'
  readonly args: readonly any[]
}

/** An app of a framework, in a page. */
export interface Hooks {
  /** Mounts the app; in React in StrictMode, which mounts twice. */
  mount(connect: () => B24 | Promise<B24>, shown?: Shown): void
  /** Changes the request that the mounted component shows. */
  show(shown: Shown | undefined): void
  unmount(): void
  /** The states of all renders so far: of the request, or else of the connection. */
  readonly states: any[]
}

/** A call of the double that waits for the test. */
export interface Waiting {
  readonly id: number
  readonly signal: AbortSignal
  readonly reply: (deal: object) => void
}

declare global {
  var hooks: Hooks
  /** The double of a test, the connections to it, and the calls that wait. */
  var double: MockB24
  var connects: number
  var waiting: Waiting[]
}
