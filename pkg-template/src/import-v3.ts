import type { V3File } from './v3/host.js'

/** Imports the file for REST 3.0. Bundlers recognize this expression, and add the file to their output. */
export function importV3(): Promise<V3File> {
  return import('#v3-file')
}
