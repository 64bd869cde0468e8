// The first app of the README, built by other bundlers and served as files.

import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { openStage } from '../../e2e/harness/stage.js'
import { createCell, SERVE_CELLS } from '../harness/cell.js'
import {
  APP,
  assertShowsDeals,
  ENTRY,
  modulesOf,
  PAGE,
  PAGE_WITH_PROBE,
  SLIM_APP,
} from '../harness/first-app.js'
import { run } from '../harness/program.js'
import { programOf } from '../harness/tool.js'

const stage = await openStage({ args: SERVE_CELLS })

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    ...{ strict: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [] },
    rootDir: 'src',
  },
  include: ['src'],
})

/**
 * Declares the tests of a bundler.
 *
 * @param {string} bundler
 * @param {object} how
 * @param {string} [how.script] what the page names as its script, if the bundler does not read the page
 * @param {object} [how.slimManifest] what the slim entry needs in the `package.json`
 * @param {(folder: string) => Promise<unknown>} how.build
 */
function testBundler(bundler, { script, slimManifest, build }) {
  suite(bundler, () => {
    for (const [imported, app] of Object.entries({ 'b24-wasm': APP, 'b24-wasm/slim': SLIM_APP })) {
      test(imported, async () => {
        const name = `${bundler}-${imported.replace('/', '-')}`
        const template = `tests/matrix/cells/${bundler}`
        const files = {
          'index.html': PAGE_WITH_PROBE,
          'src/index.js': ENTRY,
          ...modulesOf(app),
          'tsconfig.json': TSCONFIG,
          'package.json': JSON.stringify({ type: 'module', ...(app === SLIM_APP && slimManifest) }),
        }
        const folder = await createCell(name, { template, files })
        await build(folder)
        if (script)
          await writeFile(join(folder, 'dist/index.html'), PAGE.replace('/src/main.ts', script))
        await assertShowsDeals(stage, `${stage.portal.app}/cells/${name}/dist/index.html`)
      })
    }
  })
}

testBundler('webpack', {
  script: 'main.js',
  build: (folder) => run(folder, [programOf('webpack-cli')]),
})

testBundler('rollup', {
  script: 'index.js',
  async build(folder) {
    await run(folder, [programOf('rollup'), '--config'])
    // Rollup has no assets of its own: the module is copied beside the code that looks for it there.
    await copyFile(
      join(folder, 'node_modules/b24-wasm/dist/b24.wasm'),
      join(folder, 'dist/b24.wasm'),
    )
  },
})

testBundler('parcel', {
  // Parcel does not read `exports` without it.
  slimManifest: { '@parcel/resolver-default': { packageExports: true } },
  build: (folder) =>
    run(folder, [programOf('parcel'), 'build', 'index.html', '--public-url', './', '--no-cache']),
})
