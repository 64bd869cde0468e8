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

/**
 * The faults that the generators' own markup has: the theme of VitePress for missing pages, TypeDoc, rustdoc.
 * The other pages of both APIs are not checked, because they have the same markup.
 */
const GENERATED = new Map([
  ['404.html', ['label-content-name-mismatch', 'landmark-one-main', 'region']],
  [
    'api/typescript/index.html',
    [
      ...['landmark-one-main', 'landmark-unique', 'link-in-text-block', 'nested-interactive'],
      'region',
    ],
  ],
  [
    'api/rust/b24_wasm/index.html',
    [
      ...['color-contrast', 'definition-list', 'link-in-text-block', 'link-name', 'region'],
      ...['scrollable-region-focusable', 'summary-name'],
    ],
  ],
])

const pages = new Set([
  ...htmlFiles().filter((page) => !page.startsWith('api/')),
  ...GENERATED.keys(),
])

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
            /** @type {string[]} */
            const texts = violations.map(
              (/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].html}`,
            )
            return texts
          })
          const known = GENERATED.get(path) ?? []
          const own = faults.filter((fault) => !known.some((rule) => fault.startsWith(`${rule}:`)))
          assert.deepEqual(own, [])
        })
      }
    })
  }
}
