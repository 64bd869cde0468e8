import type { Portal, Task } from '#glue'

import type { Diagnostics } from './diagnostics.js'

/** A response: its status, or 0 for a redirect whose status is hidden; its body, or a redirect's target. */
export interface PortalResponse {
  readonly status: number
  readonly body: string
  /** The bytes of the body, or its characters where only those are known. */
  readonly size: number
  /** Whether it is known that JavaScript rounds none of the body's numbers. */
  readonly isExact?: boolean
}

/** How a portal's requests are sent. Both functions reject with a `Failure`. */
export interface Transport {
  /** Sends a request, which the signal aborts. */
  send(
    url: string,
    body: string,
    isForm: boolean,
    signal?: AbortSignal,
    idempotencyKey?: string,
  ): Promise<PortalResponse>
  /** Fetches a fresh token, once for all concurrent callers. */
  refresh?(): Promise<void>
}

/** Passes the outcome of a step to the core. Returns whether the call is sent again. */
export type Receive = () => boolean

/** The state of a call that waits for its turn. */
export interface CallTurn {
  isWaiting: boolean
  /** Whether nobody waits for the call any more. */
  isOver: boolean
}

/** Waits for the outcome of a call that travels with others, unless the signal is aborted. */
export type Together = (signal?: AbortSignal) => Promise<Receive>

/** The calls that wait for the portal's rate limit. */
export interface CallQueue {
  /** The number of calls that wait. */
  readonly length: number
  /** Waits for the turn of a call, unless it is over. Returns nothing if the call is sent alone. */
  enter(connection: Connection, task: Task, turn: CallTurn): Promise<Together | undefined>
  /** Accepts that the portal refused a request. */
  refused(): void
}

/** A connected portal: what the core knows of it, and how its requests are sent. */
export interface Connection extends Transport {
  /** The portal's origin. */
  readonly origin: string
  /** What the connections of a page with the same user and token share. */
  readonly session: object
  /** Returns the portal in the running instance of the core. */
  portal(): Portal
  readonly queue: CallQueue
  readonly diagnostics: Diagnostics
}
