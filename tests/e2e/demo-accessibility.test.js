// The demo and the pages of the emulator around it: no accessibility fault and nothing beside the
// screen, on a telephone and on a desk, light and dark.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { before, suite, test } from 'node:test'

import { openPage } from './harness/app.js'
import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

/** @typedef {import('playwright-core').Frame} Frame */
/** @typedef {import('playwright-core').Page} Page */

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const { browser, portal, openFrame } = await openStage({
  oneContext: false,
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
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(axe)
  const faults = await frame.evaluate(async () => {
    const { axe } = /** @type {any} */ (globalThis)
    const { violations } = await axe.run({ resultTypes: ['violations'], iframes: false })
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map((/** @type {any} */ { html }) => `${id}: ${html}`),
    )
  })
  assert.deepEqual(faults, [])
}

/** The pages, which all widths and colours share: a test only gives its page a shape, and a tab. */
const pages = /** @type {Record<'demo' | 'twoUsers', Page>} */ ({})
/** @type {Frame} */
let demo

before(async () => {
  const openTwoUsers = openPage(browser, `${portal.portal}/two-users`)
  const [opened, twoUsers] = await Promise.all([openFrame(''), openTwoUsers])
  demo = opened.frame
  Object.assign(pages, { demo: opened.page, twoUsers })
})

for (const width of [360, 1280]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    suite(`${width} px, ${colorScheme}`, () => {
      /** @param {Page} page */
      const shape = async (page) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.setViewportSize({ width, height: 800 })
      }

      test('the parts of the demo', async (context) => {
        await shape(pages.demo)
        for (const [part, ready] of PARTS) {
          await context.test(part, async () => {
            await demo.getByRole('tab', { name: part, exact: true }).click()
            await demo.locator(ready).first().waitFor()
            await check(demo)
          })
        }
      })

      test('the portal page', async () => {
        await shape(pages.demo)
        await check(pages.demo)
      })

      test('the page of two users', async () => {
        const page = pages.twoUsers
        await shape(page)
        await eventually(async () => assert.equal(await page.locator('iframe').count(), 2))
        await check(page)
      })
    })
  }
}
