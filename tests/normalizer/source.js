// The wrapper's source files, compiled for a test.

import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'

/**
 * The tested functions of the wrapper. They are bundled together, since `normalize.ts` reads what
 * `json.ts` remembers.
 *
 * @typedef {object} Source
 * @property {(table: string) => (result: unknown) => any} compile
 * @property {(text: string) => any} parse
 * @property {(object: object) => string[]} namesOf
 */

/** @returns {Promise<Source>} */
export async function importSource() {
  // Each test file runs in a process of its own.
  const name = `../../target/normalizer/source.${process.pid}.js`
  const outfile = fileURLToPath(new URL(name, import.meta.url))
  await build({
    stdin: {
      contents: "export { compile } from './normalize.ts'; export * from './json.ts'",
      resolveDir: fileURLToPath(new URL('../../pkg-template/src', import.meta.url)),
    },
    bundle: true,
    outfile,
    format: 'esm',
    logLevel: 'warning',
  })
  const source = await import(outfile)
  await rm(outfile)
  return source
}
