// The demo and the pages of the emulator around it: no accessibility fault and nothing beside the
// screen, on a telephone and on a desk, light and dark.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { suite, test } from 'node:test'

import { openPage } from './harness/app.js'
import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

/** @typedef {import('playwright-core').Frame} Frame */
/** @typedef {import('playwright-core').Page} Page */

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const { browser, portal, openFrame } = await openStage({
  users: 100,
  folder: 'www',
  args: ['--control-app'],
})

/** The parts of the demo, each with an element that shows that it is ready. */
const PARTS = new Map([
  ['Directory', '#rows tr'],
  ['Deals', '.board .deal'],
  ['Departments', '.staff li'],
  ['Messenger', '#phrase'],
  ['Whole company', '#start'],
  ['Load', '#load-start'],
  ['Events', '#events-state[data-status="online"]'],
  ['Frame', '.actions button'],
])

/**
 * Fails if a frame has an accessibility fault, or content that is wider than it. Frames within it are
 * not looked at.
 *
 * @param {Frame | Page} frame
 */
async function check(frame) {
  const [widest, width] = await frame.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return [scrollWidth, clientWidth]
  })
  assert.ok(widest <= width, `the content is ${widest} px wide, in ${width} px`)
  await frame.evaluate(axe)
  const faults = await frame.evaluate(async () => {
    const { axe } = /** @type {any} */ (globalThis)
    const { violations } = await axe.run({ resultTypes: ['violations'], iframes: false })
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map((/** @type {any} */ { html }) => `${id}: ${html}`),
    )
  })
  assert.deepEqual(faults, [])
}

for (const width of [360, 1280]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    suite(`${width} px, ${colorScheme}`, () => {
      /** @param {Page} page */
      const shape = async (page) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height: 800 })
      }

      test('the parts of the demo', async (context) => {
        const { page, frame } = await openFrame('')
        await shape(page)
        for (const [part, ready] of PARTS) {
          await context.test(part, async () => {
            await frame.getByRole('tab', { name: part, exact: true }).click()
            await frame.locator(ready).first().waitFor()
            await check(frame)
          })
        }
        await page.close()
      })

      test('the portal page', async () => {
        const { page } = await openFrame('')
        await shape(page)
        await check(page)
        await page.close()
      })

      test('the page of two users', async () => {
        const page = await openPage(browser, `${portal.portal}/two-users`)
        await shape(page)
        await eventually(async () => assert.equal(await page.locator('iframe').count(), 2))
        await check(page)
        await page.close()
      })
    })
  }
}
