import { importBeside } from './import-beside.js'
import type { V3File } from './v3/host.js'

/** Imports the file for REST 3.0. */
export function importV3(): Promise<V3File> {
  return importBeside('./b24.v3.js')
}
