// The module for events.

import { instantiate } from '#push-glue'

import { lazyCore } from '../lazy-core.js'

/** Returns the running instance, or starts one. */
export const currentCore = lazyCore(
  instantiate,
  'the WebAssembly module for events failed; it starts anew with the next subscription',
)
