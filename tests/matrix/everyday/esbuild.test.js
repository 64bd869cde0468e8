// The first app of the README bundled by the command of esbuild.

import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'

import { openStage } from '../../e2e/harness/stage.js'
import { createCell, SERVE_CELLS } from '../harness/cell.js'
import { APP, assertShowsDeals, LOAD_WASM, PAGE, SLIM_APP } from '../harness/first-app.js'
import { run } from '../harness/program.js'

const { resolve } = createRequire(import.meta.url)
const esbuild = join(dirname(resolve('esbuild/package.json')), 'bin/esbuild')

/** @type {[name: string, app: string, options: string[]][]} */
const APPS = [
  ['esbuild-iife', APP, []],
  ['esbuild-slim-iife', LOAD_WASM + SLIM_APP, ['--loader:.wasm=file']],
  ['esbuild-slim-esm', LOAD_WASM + SLIM_APP, ['--loader:.wasm=file', '--format=esm']],
]

const stage = await openStage({ args: SERVE_CELLS })

suite('bundled by esbuild', () => {
  for (const [name, app, options] of APPS) {
    test(name, async () => {
      const page = PAGE.replace('/src/main.ts', 'main.js')
      const files = { 'src/main.ts': app, 'index.html': page, 'tsconfig.json': '{}' }
      const folder = await createCell(name, { files })
      await run(folder, [esbuild, 'src/main.ts', '--bundle', '--outfile=main.js', ...options])
      await assertShowsDeals(stage, `${stage.portal.app}/cells/${name}/index.html`)
    })
  }
})
