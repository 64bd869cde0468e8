// Bundles the entries of the package: the wrapper, the glue and the module's
// bytes in one file each, so that a user needs no bundler configuration.
//
// The sources import the glue as `#glue`, and the bytes as `virtual:wasm`: the
// base64 text of the gzip-compressed module. Compressed first, because base64
// text itself compresses badly on its way to the browser.

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * A plugin that serves `virtual:wasm`.
 *
 * @param {string} text what a source that imports it gets
 * @returns {import('esbuild').Plugin}
 */
function inlineWasm(text) {
  return {
    name: 'inline-wasm',
    setup(bundler) {
      bundler.onResolve({ filter: /^virtual:wasm$/ }, ({ path }) => ({ path, namespace: 'wasm' }))
      bundler.onLoad({ filter: /.*/, namespace: 'wasm' }, () => ({
        contents: text,
        loader: 'text',
      }))
    },
  }
}

/**
 * Bundles one entry.
 *
 * @param {string} source in `pkg-template/src`
 * @param {string} outfile relative to the root
 * @param {import('esbuild').Format} format
 * @param {string} wasm the text of `virtual:wasm`
 */
async function bundle(source, outfile, format, wasm) {
  await build({
    absWorkingDir: root,
    entryPoints: [`pkg-template/src/${source}`],
    outfile,
    format,
    bundle: true,
    minify: true,
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    alias: { '#glue': './target/wasm/b24_wasm.js' },
    plugins: [inlineWasm(wasm)],
  })
}

const wasmModule = await readFile(new URL('../target/wasm/b24_wasm_bg.wasm', import.meta.url))
const wasm = gzipSync(wasmModule, { level: 9 }).toString('base64')

await bundle('index.ts', 'pkg/dist/b24.js', 'esm', wasm)
await bundle('script.ts', 'pkg/dist/b24.script.js', 'iife', wasm)
// Not shipped: it tells what the JavaScript alone weighs.
await bundle('index.ts', 'target/b24.without-wasm.js', 'esm', '')
