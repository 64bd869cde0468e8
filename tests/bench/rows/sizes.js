// The bytes that a page loads, by gzip at zlib's level 9 and by brotli at 11.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

import { packageFolder, root } from '../../e2e/harness/paths.js'
import { bundle } from '../bundles.js'
import { OURS, PEER } from '../names.js'

/** @import { Entry, Row } from '../types.js' */

/** @typedef {(bytes: Uint8Array) => number} Compress */

/** @type {Compress} */
const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length

// 11 is the default quality of Node's brotli.
/** @type {Compress} */
const brotli = (bytes) => brotliCompressSync(bytes).length

const UMD = 'node_modules/@bitrix24/b24jssdk/dist/umd/index.min.js'

const ours = (/** @type {string} */ file) => readFile(join(packageFolder, 'dist', file))
const module = async () => ({
  [OURS]: [await ours('b24.js')],
  [PEER]: [await bundle(`export { initializeB24Frame } from '@bitrix24/b24jssdk'`)],
})
const script = async () => ({
  [OURS]: [await ours('b24.script.js')],
  [PEER]: [await readFile(join(root, UMD))],
})

/** @type {Row[]} */
export const rows = [
  size('module-gzip', 'ES module, gzip', module, gzip, 60),
  size('module-brotli', 'ES module, brotli', module, brotli, 58),
  size('wasm-file', 'with the wasm as a file, brotli', wasmFile, brotli, 52),
  size('script-gzip', 'script tag, gzip', script, gzip, 60),
  size('script-brotli', 'script tag, brotli', script, brotli),
]

/**
 * @param {string} id
 * @param {string} title
 * @param {() => Promise<Record<string, Uint8Array[]>>} files by the name of the contestant
 * @param {Compress} compress
 * @param {number} [max] kilobytes of 1,024 bytes
 * @returns {Row}
 */
function size(id, title, files, compress, max) {
  return {
    id,
    title,
    unit: 'KB',
    ...(max !== undefined && { targets: [{ max }] }),
    async measure() {
      const entries = Object.entries(await files()).map(([name, files]) => {
        const size = files.reduce((sum, file) => sum + compress(file), 0)
        return exact(name, size / 1024)
      })
      return { entries }
    },
  }
}

/** Reads the entry without the module, and the module. */
async function wasmFile() {
  return { [OURS]: await Promise.all(['b24.slim.js', 'b24.wasm'].map(ours)) }
}

/**
 * @param {string} name
 * @param {number} figure
 * @returns {Entry}
 */
function exact(name, figure) {
  return { name, median: figure, min: figure, max: figure }
}
