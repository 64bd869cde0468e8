// The first app of the README bundled by the command of esbuild.

import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'

import { openStage } from '../../e2e/harness/stage.js'
import { createCell, SERVE_CELLS } from '../harness/cell.js'
import {
  APP,
  assertShowsDeals,
  ENTRY,
  LOAD_WASM,
  modulesOf,
  PAGE,
  SLIM_APP,
} from '../harness/first-app.js'
import { run } from '../harness/program.js'

const { resolve } = createRequire(import.meta.url)
const esbuild = join(dirname(resolve('esbuild/package.json')), 'bin/esbuild')

/** @type {[name: string, app: string, options: string[]][]} */
const APPS = [
  ['esbuild-iife', APP, []],
  ['esbuild-slim-iife', SLIM_APP, ['--loader:.wasm=file']],
  ['esbuild-slim-esm', SLIM_APP, ['--loader:.wasm=file', '--format=esm']],
]

const stage = await openStage({ args: SERVE_CELLS })

suite('bundled by esbuild', () => {
  for (const [name, app, options] of APPS) {
    test(name, async () => {
      const page = PAGE.replace('/src/main.ts', 'main.js')
      const files = {
        'index.html': page,
        'tsconfig.json': '{}',
        'src/load-wasm.ts': LOAD_WASM,
        'src/index.js': app === SLIM_APP ? `import './load-wasm.ts'\n${ENTRY}` : ENTRY,
        ...modulesOf(app),
      }
      const folder = await createCell(name, { files })
      await run(folder, [esbuild, 'src/index.js', '--bundle', '--outfile=main.js', ...options])
      await assertShowsDeals(stage, `${stage.portal.app}/cells/${name}/index.html`)
    })
  }
})
