// The first app of the README under Vite, as `npm create vite` starts it.

import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'

import { root } from '../../e2e/harness/paths.js'
import { createCell } from './cell.js'
import {
  APP,
  assertShowsDeals,
  LOAD_WASM,
  modulesOf,
  PAGE_WITH_PROBE,
  SLIM_APP,
  VITE_CONFIG,
} from './first-app.js'
import { run, serve } from './program.js'

/** The ways in which the documentation imports the package, each with the app. */
const APPS = {
  'b24-wasm': APP,
  'b24-wasm/slim': SLIM_APP,
  'b24-wasm/slim with an address':
    LOAD_WASM.replace("'b24-wasm/wasm'", "'b24-wasm/wasm?url'") + SLIM_APP,
}

/** What the documentation adds to the configuration of older versions, for the slim entry without an address. */
const EXCLUDED = "export default {\n  optimizeDeps: { exclude: ['b24-wasm'] },"

/**
 * Declares the tests of one version of Vite: each app by the development server, and built.
 *
 * @param {import('../../e2e/harness/stage.js').Stage} stage
 * @param {string} name of the cells
 * @param {string} manifest path of Vite's `package.json`
 * @param {boolean} [isOld] whether the development server loses the WebAssembly file of a dependency
 */
export function testVite(stage, name, manifest, isOld = false) {
  const vite = join(dirname(manifest), 'bin/vite.js')
  const start = (/** @type {string} */ folder, /** @type {string[]} */ args = []) =>
    serve(folder, (port) => [vite, ...args, '--port', port, '--strictPort'])

  suite(name, () => {
    for (const [at, [imported, app]] of Object.entries(APPS).entries()) {
      const config =
        isOld && app === SLIM_APP ? VITE_CONFIG.replace('export default {', EXCLUDED) : VITE_CONFIG
      const files = {
        'index.html': PAGE_WITH_PROBE,
        'vite.config.js': config,
        ...modulesOf(app),
      }
      const template = 'node_modules/create-vite/template-vanilla-ts'
      const cell = () => createCell(`${name}-${at}`, { template, files })

      test(`${imported}, by the development server`, async () => {
        const server = await start(await cell())
        await assertShowsDeals(stage, server.address)
        await server.stop()
      })

      test(`${imported}, built`, async () => {
        const folder = await cell()
        await run(folder, [join(root, 'node_modules/typescript/bin/tsc')])
        await run(folder, [vite, 'build'])
        const server = await start(folder, ['preview'])
        await assertShowsDeals(stage, server.address)
        await server.stop()
      })
    }
  })
}
