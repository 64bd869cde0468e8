// The wrapper's source files, compiled for a test.

import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
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
 * @property {(text: string) => boolean} hasLongNumber
 * @property {(bytes: Uint8Array) => boolean} mayHaveLongNumber
 */

/** The root of the work tree. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** @returns {Promise<Source>} */
export async function importSource() {
  // Each test file runs in a process of its own.
  const outfile = resolve(root, `target/normalizer/source.${process.pid}.js`)
  await build({
    stdin: {
      contents:
        "export { compile } from './normalize.ts'; export * from './json.ts'; export * from './long-numbers.ts'",
      resolveDir: resolve(root, 'pkg-template/src'),
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
