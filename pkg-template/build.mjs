// Bundles each entry of the package: the module's bytes, the glue and the wrapper
// in one file, so that a user needs no bundler configuration.
//
// The bytes are base64 text of the compressed module, because base64 text itself
// compresses badly. They precede the code: most blocks of the compressed file then
// contain only one or the other.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'
import { minify } from 'terser'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Bundles one entry.
 *
 * @param {string} source in `pkg-template/src`
 * @param {string} outfile relative to the root
 * @param {{ format: 'esm' | 'iife', before?: string, after?: string }} options
 */
async function bundle(source, outfile, { format, before = '', after = '' }) {
  const {
    outputFiles: [bundled],
  } = await build({
    absWorkingDir: root,
    entryPoints: [`pkg-template/src/${source}`],
    write: false,
    bundle: true,
    minify: true,
    target: 'es2022',
    charset: 'utf8',
    // The glue's warnings concern misuse that the wrapper excludes.
    drop: ['console'],
    legalComments: 'none',
    logLevel: 'warning',
    alias: {
      '#defaults': './target/typings/defaults.js',
      '#glue': './target/short/b24.js',
      '#tree': './pkg-template/src/tree.ts',
    },
    format,
  })
  // A second minifier saves another 4 %.
  const { code } = await minify(bundled?.text ?? '', {
    module: format === 'esm',
    ecma: 2020,
    // No function of the glue or the wrapper is called with `new`.
    compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true },
  })
  const file = new URL(`../${outfile}`, import.meta.url)
  await mkdir(new URL('.', file), { recursive: true })
  await writeFile(file, `${before}${code}${after}\n`)
}

const bytes = await readFile(new URL('../target/short/b24.wasm.gz', import.meta.url), 'base64')
const wasm = `const WASM="${bytes}";`

await bundle('index.ts', 'pkg/dist/b24.js', { format: 'esm', before: wasm })
await bundle('script.ts', 'pkg/dist/b24.script.js', {
  format: 'iife',
  before: `(()=>{${wasm}`,
  after: '})();',
})
// Not shipped: it measures the size of the JavaScript alone.
await bundle('index.ts', 'target/b24.without-wasm.js', { format: 'esm' })
