// The looks of the demo in the portal page, on a telephone and on a desk: its tabs, its code, its
// colours, and the heading around it.

import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

/** @typedef {import('playwright-core').Frame} Frame */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {import('playwright-core').Page} Page */

const { portal, openFrame } = await openStage({ users: 100, folder: 'www', oneContext: false })

for (const width of [360, 1280]) {
  suite(`${width} px`, async () => {
    const { page, frame } = await openFrame('')
    await page.setViewportSize({ width, height: 800 })
    await eventually(async () => assert.match(await frame.getByRole('status').innerText(), /^1–50/))
    after(() => page.close())
    const bar = frame.getByRole('tablist')
    const tabs = frame.getByRole('tab')

    test('no tab moves when another one is chosen', async () => {
      const before = await places(bar)
      for (const tab of await tabs.all()) {
        await tab.click()
        assert.deepEqual(await places(bar), before, await tab.innerText())
      }
    })

    test('tabs outside of the screen have a cue', async () => {
      const most = await bar.evaluate((bar) => bar.scrollWidth - bar.clientWidth)
      if (most === 0) return
      const atStart = await edges(page, bar, 0)
      const atEnd = await edges(page, bar, most)
      assert.notDeepEqual(atStart.right, atEnd.right, 'nothing shows that tabs follow')
      assert.notDeepEqual(atStart.left, atEnd.left, 'nothing shows that tabs precede')
    })

    test('all code fits into its block', async () => {
      await tabs.filter({ hasText: 'Directory' }).click()
      await frame.getByRole('searchbox', { name: 'Search by name' }).fill('long'.repeat(30))
      await eventually(async () =>
        assert.match((await frame.locator('#code-text').textContent()) ?? '', /(long){30}/),
      )
      await tabs.filter({ hasText: 'Frame' }).click()
      const frames = frame.getByRole('tabpanel', { name: 'Frame' })
      await frames.getByRole('button', { name: 'A path that is not open' }).click()
      await frames.locator('#frame-log code').waitFor()
      let count = 0
      for (const tab of await tabs.all()) {
        await tab.click()
        const summary = frame.locator('#code:not([open]) > summary')
        if (await summary.isVisible()) await summary.click()
        const blocks = frame.locator('pre:visible, #frame-log li:visible')
        for (const { text, content, room } of await blocks.evaluateAll(widths)) {
          assert.ok(content <= room, `${content} px in ${room} px: ${text}`)
          count++
        }
      }
      assert.equal(count, await tabs.count(), 'each part shows code')
    })

    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      test(`the demo and the portal page are ${colorScheme}`, async () => {
        await page.emulateMedia({ colorScheme })
        for (const [name, document] of Object.entries({ demo: frame, 'portal page': page })) {
          const { text, back } = await document.locator('body').evaluate(brightness)
          const isDark = back < text
          assert.equal(isDark ? 'dark' : 'light', colorScheme, name)
        }
      })
    }
  })
}

test('the heading and the title name the placement', async () => {
  const { page } = await openFrame('')
  // Only the host page itself is looked at.
  await page.route(`${portal.app}/**`, (route) => route.abort())
  const links = page.locator('#menu-links > ul').first().getByRole('link')
  const labels = await links.allInnerTexts()
  assert.ok(labels.length > 5)
  for (const [at, label] of labels.entries()) {
    const address = (await links.nth(at).getAttribute('href')) ?? ''
    await page.goto(new URL(address, portal.portal).href)
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), label)
    assert.equal(await page.title(), `${label} - Bitrix24 emulator`)
  }
  await page.close()
})

/**
 * Returns the place of each tab in the bar, wherever the bar is scrolled to.
 *
 * @param {Locator} bar
 */
function places(bar) {
  return bar.evaluate((bar) =>
    [...bar.children].map((tab) => {
      const { left, top, width, height } = tab.getBoundingClientRect()
      return [left + bar.scrollLeft, top + scrollY, width, height].map(Math.round)
    }),
  )
}

/**
 * Scrolls the bar and returns images of its left and right edge, above the tabs.
 *
 * @param {Page} page
 * @param {Locator} bar
 * @param {number} left
 */
async function edges(page, bar, left) {
  await bar.evaluate((bar, left) => {
    bar.scrollLeft = left
  }, left)
  const box = await bar.boundingBox()
  assert.ok(box)
  const size = { width: 16, height: 4 }
  /** @param {number} x */
  const image = (x) => page.screenshot({ clip: { ...size, x, y: box.y + 2 } })
  return { left: await image(box.x), right: await image(box.x + box.width - size.width) }
}

/**
 * Returns what elements show, and how wide that is.
 *
 * @param {Element[]} elements
 */
function widths(elements) {
  return elements.map(({ textContent, scrollWidth, clientWidth }) => ({
    text: textContent,
    content: scrollWidth,
    room: clientWidth,
  }))
}

/**
 * Returns the brightness of the text of a page and of what is behind it. Only the root may have a
 * background instead of the body.
 *
 * @param {Element} body
 */
function brightness(body) {
  /** @param {string} color */
  const parts = (color) => color.match(/[\d.]+/g)?.map(Number) ?? []
  /** @param {string} color */
  const sum = (color) =>
    parts(color)
      .slice(0, 3)
      .reduce((sum, part) => sum + part, 0)
  const own = getComputedStyle(body)
  const isTransparent = parts(own.backgroundColor)[3] === 0
  const { backgroundColor } = isTransparent ? getComputedStyle(document.documentElement) : own
  return { text: sum(own.color), back: sum(backgroundColor) }
}
