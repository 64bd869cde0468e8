// Bundles each entry of the package: the module's bytes, the glue and the wrapper
// in one file, so that a user needs no bundler configuration; the slim entry,
// whose module is a file of its own; and the modules for REST 3.0 and for events.
//
// The embedded bytes are base64 text of the split and compressed module, because base64 text itself
// compresses badly. They follow the code: most blocks of the compressed file then
// contain only one or the other.

import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

import { build } from 'esbuild'
import { minify } from 'terser'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The glue's own members, and members that only the wrapper's own objects have: no option, reply, error,
 * message to another page or to the portal page, and none that passes between this file and those for REST 3.0,
 * for events and for tests.
 */
const INTERNAL = new RegExp(
  `^(__.*|${[
    ...[
      'acceptFrom',
      'adopt',
      'callers',
      'callsPerRequest',
      'connection',
      'content',
      'controller',
      'convert',
    ],
    ...[
      'counts',
      'deadline',
      'diagnostics',
      'expected',
      'framePortal',
      'isOver',
      'isPackable',
      'isWaiting',
      'methodNames',
      'newest',
      'onStep',
    ],
    ...[
      'operatingTimes',
      'perform',
      'postRefusal',
      'reading',
      'refused',
      'reportRetry',
      'roomToSpread',
    ],
    ...['setRateLimit', 'shareLimits', 'startedAt', 'watchRefresh'],
  ].join('|')})$`,
)

/**
 * Bundles one entry.
 *
 * @param {string} source in `pkg-template/src`
 * @param {string} outfile relative to the root
 * @param {object} options
 * @param {'esm' | 'iife'} options.format
 * @param {'embedded' | 'wasm-file'} [options.module] the source file that loads the module
 * @param {string} [options.before] the code
 * @param {string} [options.after] the code
 */
async function bundle(source, outfile, { format, module = 'embedded', before = '', after = '' }) {
  const kind = format === 'esm' ? '' : '-script'
  const {
    outputFiles: [bundled],
    metafile: { inputs },
  } = await build({
    absWorkingDir: root,
    entryPoints: [`pkg-template/src/${source}`],
    write: false,
    bundle: true,
    metafile: true,
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
      '#import-events': `./pkg-template/src/import-events${kind}.ts`,
      '#import-v3': `./pkg-template/src/import-v3${kind}.ts`,
      '#method-roots': './target/typings/method-roots.js',
      '#reply-values': './pkg-template/src/reply-values.ts',
      '#push-glue': './target/short-push/b24.js',
      '#v3-glue': './target/short-v3/b24.js',
      '#module': `./pkg-template/src/${module}.ts`,
    },
    plugins: [separateFiles, separateSdk],
    external: ['react', 'vue'],
    define: { BUILD: JSON.stringify(buildId) },
    format,
  })
  const foreign = Object.keys(inputs).find((path) => path.includes('node_modules/'))
  if (foreign)
    throw new Error(`${foreign} is bundled: add its notice to xtask/src/package/notices.rs`)
  // A second minifier saves another 4 %.
  const { code } = await minify(bundled?.text ?? '', {
    module: format === 'esm',
    ecma: 2020,
    // No function of the glue or the wrapper is called with `new`.
    compress: {
      passes: 3,
      hoist_props: true,
      hoist_funs: true,
      inline: 1,
      unsafe_arrows: true,
      unsafe_methods: true,
    },
    mangle: { properties: { regex: INTERNAL } },
  })
  const file = new URL(`../${outfile}`, import.meta.url)
  await mkdir(new URL('.', file), { recursive: true })
  await writeFile(file, `${before}${code}${after}\n`)
}

/**
 * Leaves the imports of the files that are loaded on first use to whoever loads the bundle.
 *
 * @type {import('esbuild').Plugin}
 */
const separateFiles = {
  name: 'separate-files',
  setup({ onResolve }) {
    onResolve({ filter: /^#(v3|events)-file$/ }, ({ path }) => ({
      path: `./b24.${path.slice(1, -'-file'.length)}.js`,
      external: true,
    }))
  },
}

/**
 * Lets an entry import the SDK of its own package, of which an app has one copy.
 *
 * @type {import('esbuild').Plugin}
 */
const separateSdk = {
  name: 'separate-sdk',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({ path: './b24.js', external: true }))
  },
}

/**
 * Returns a module with an identifier, by which the slim entry rejects another version's file.
 *
 * @param {Uint8Array} module
 */
function withBuildId(module) {
  const name = 'b24'
  const content = [name.length, ...Buffer.from(name + buildId)]
  const customSection = 0
  return Buffer.concat([module, Uint8Array.of(customSection, content.length, ...content)])
}

const module = await readFile(new URL('../target/short/b24.wasm', import.meta.url))
const buildId = createHash('sha256').update(module).digest('hex').slice(0, 8)

/**
 * Returns the code with the text of an embedded module, and the lengths of it and of the module at its start
 * that joins it.
 *
 * @param {string} folder of the compressed module
 */
async function embedded(folder) {
  const file = (/** @type {string} */ name) =>
    readFile(new URL(`../target/${folder}/${name}`, import.meta.url))
  const [streams, joiner] = await Promise.all([file('b24.wasm.gz'), file('join.wasm')])
  const { length } = gunzipSync(streams)
  return `const WASM="${streams.toString('base64')}",JOINER=${joiner.length},LENGTH=${length};`
}

const wasm = await embedded('short')

await bundle('index.ts', 'pkg/dist/b24.js', { format: 'esm', after: wasm })
await bundle('script.ts', 'pkg/dist/b24.script.js', {
  format: 'iife',
  before: '(()=>{',
  after: `${wasm}})();`,
})
await bundle('v3/file.ts', 'pkg/dist/b24.v3.js', {
  format: 'esm',
  after: await embedded('short-v3'),
})
await bundle('events/file.ts', 'pkg/dist/b24.events.js', {
  format: 'esm',
  after: await embedded('short-push'),
})
await bundle('slim.ts', 'pkg/dist/b24.slim.js', { format: 'esm', module: 'wasm-file' })
for (const name of ['helpers', 'testing', 'react', 'vue']) {
  await bundle(`${name}.ts`, `pkg/dist/${name}.js`, { format: 'esm' })
}
await writeFile(new URL('../pkg/dist/b24.wasm', import.meta.url), withBuildId(module))
