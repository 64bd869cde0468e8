// The glue of wasm-bindgen as `xtask/src/package/glue.rs` changes it: a function that starts an instance.

import type * as glue from './b24_wasm.js'
import type { Failure } from './error.js'

export type { Portal, Task } from './b24_wasm.js'

/** The functions of an instance. */
export type Core = Pick<
  typeof glue,
  | 'bridge'
  | 'callsPerRequest'
  | 'frame'
  | 'framePortal'
  | 'isRead'
  | 'methodNames'
  | 'token'
  | 'webhook'
>

/** The failure of an instance; the cause is missing as long as it works. */
export interface CoreFailure extends Failure {
  cause?: unknown
}

/**
 * Starts an instance of the module. If one of its functions fails other than by an error of the core,
 * the cause is set, `notify` is called, and this and all later calls throw the failure.
 */
export declare function instantiate(
  module: WebAssembly.Module,
  failure: CoreFailure,
  notify: () => void,
): Core
