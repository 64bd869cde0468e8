// The module for REST 3.0.

import { instantiate } from '#v3-glue'

import { lazyCore } from '../lazy-core.js'

/** Returns the running instance, or starts one. */
export const currentCore = lazyCore(
  instantiate,
  'the WebAssembly module for REST 3.0 failed; it starts anew with the next call',
)
