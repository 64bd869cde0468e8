// Bundles the pages of the benchmark, as an app would be bundled, into the folder that is served.

import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { build } from 'esbuild'

import { packageFolder, root } from '../e2e/harness/paths.js'
import { BX24_NAME, HAND, OURS, PEER } from './names.js'
import { served } from './paths.js'

/**
 * The file of each contestant that connects in a page.
 *
 * @type {Record<string, string>}
 */
export const CONTESTANTS = { [OURS]: 'ours', [PEER]: 'peer', [BX24_NAME]: 'bx24', [HAND]: 'hand' }

/**
 * Bundles a module of the benchmark.
 *
 * @param {string} contents of a module in `tests/bench`
 * @returns {Promise<Uint8Array>} minified, as an ES module
 */
export async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: resolve(root, 'tests/bench') },
    alias: { 'b24-wasm': join(packageFolder, 'dist/b24.js') },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  })
  return /** @type {Uint8Array} */ (outputFiles[0]?.contents)
}

/** Writes `compare.html` and, for each contestant, `start-FILE.html` and `works-FILE.html`. */
export async function writePages() {
  await rm(served, { recursive: true, force: true })
  await mkdir(served, { recursive: true })
  await writePage('blank', '')
  await writePage('compare', `import './apps/compare.js'`)
  for (const file of Object.values(CONTESTANTS)) {
    const contestant = `import { connect } from './contestants/${file}.js'`
    await writePage(
      `start-${file}`,
      `${contestant}\nimport { start } from './apps/start.js'\nstart(connect)`,
    )
    await writePage(`works-${file}`, `${contestant}\nglobalThis.connected = connect()`)
  }
}

/**
 * @param {string} name
 * @param {string} contents
 */
async function writePage(name, contents) {
  await writeFile(join(served, `${name}.js`), await bundle(contents))
  await writeFile(
    join(served, `${name}.html`),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>` +
      `<link rel="icon" href="data:,"><script type="module" src="${name}.js"></script></html>`,
  )
}
