/** The identifier of the build, by which a browser does not take the file of another version. */
declare const BUILD: string

/** The address of this script; undefined where it is no classic script of a page. */
const address = (globalThis.document?.currentScript as HTMLScriptElement | null | undefined)?.src

/** Imports a file of the package, which is beside this script. */
export function importBeside<File>(name: string): Promise<File> {
  return import(address ? new URL(`${name}?${BUILD}`, address).href : name)
}
