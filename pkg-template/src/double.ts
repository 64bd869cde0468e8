import type { Opening } from './connect.js'
import type { Transport } from './connection.js'
import type { Channel } from './frame/host.js'
import type { Perform } from './frame/operation.js'

/**
 * What `b24-wasm/testing` provides in place of a portal and its page. Its objects pass from one file of the
 * package to another, so `build.mjs` may not shorten their members.
 */
export interface Double {
  readonly opening: Opening
  readonly send: Transport['send']
  /** Lets the double's own core perform the operations of the frame. */
  readonly frameCore: Perform
  readonly channel: Channel
}
