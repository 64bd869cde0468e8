// The pages of the built site in a browser: no accessibility fault, on a telephone and on a desk, light and dark.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, suite, test } from 'node:test'

import { launchBrowser } from '../e2e/harness/browser.js'
import { root } from '../e2e/harness/paths.js'
import { base, htmlFiles, serve } from './harness.js'

const require = createRequire(`${root}site/package.json`)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const site = await serve()
after(() => site.stop())
const browser = await launchBrowser()
after(() => browser.close())

/** The start pages of the APIs, whose other pages have the same markup of their generators. */
const APIS = ['api/typescript/index.html', 'api/rust/b24_wasm/index.html']

const pages = [...htmlFiles().filter((page) => !page.startsWith('api/')), ...APIS]

for (const width of [360, 1280]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    suite(`${width} px, ${colorScheme}`, async () => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } })
      for (const path of pages) {
        test(path, async () => {
          await page.goto(`${site.origin}${base}${path}`)
          await page.locator('h1').first().waitFor()
          const widest = await page.evaluate(() => document.documentElement.scrollWidth)
          assert.ok(widest <= width, `the page is ${widest} px wide`)
          await page.evaluate(axe)
          const faults = await page.evaluate(async () => {
            const { axe } = /** @type {any} */ (globalThis)
            const { violations } = await axe.run({ resultTypes: ['violations'] })
            return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].html}`)
          })
          assert.deepEqual(faults, [])
        })
      }
    })
  }
}
