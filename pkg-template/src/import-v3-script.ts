import type { V3File } from './v3/host.js'

/** The identifier of the build, by which a browser does not take the file of another version. */
declare const BUILD: string

/** The address of this script; undefined where it is no classic script of a page. */
const address = (globalThis.document?.currentScript as HTMLScriptElement | null | undefined)?.src

/** Imports the file for REST 3.0, which is beside this script. */
export function importV3(): Promise<V3File> {
  const name = './b24.v3.js'
  return import(address ? new URL(`${name}?${BUILD}`, address).href : name)
}
