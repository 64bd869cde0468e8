// The tabs and frames of an app share the portal's bucket.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { openStage } from './harness/stage.js'
import { eventually } from './harness/eventually.js'

const { browser, portal } = await openStage()
await portal.control.settings({ bucket: { enabled: true } })

/** @typedef {import('playwright-core').Page} Page */

/**
 * Opens a page of the app with a client of its own.
 *
 * @param {import('playwright-core').BrowserContext} context
 */
async function openTab(context) {
  const page = await context.newPage()
  await page.goto(`${portal.app}/module.html`)
  await connect(page)
  return page
}

/** @param {Page | import('playwright-core').Frame} page */
async function connect(page) {
  await page.waitForFunction(() => 'sdk' in globalThis)
  await page.evaluate(async (webhook) => {
    globalThis.b24 = await sdk.B24.webhook(webhook)
  }, portal.webhook)
}

/** @param {Page | import('playwright-core').Frame} page */
const roomOf = (page) => page.evaluate(() => b24.stats().room)

/**
 * Calls a method at once, and returns the codes of the errors.
 *
 * @param {Page | import('playwright-core').Frame} page @param {number} calls
 */
const call = (page, calls) =>
  page.evaluate(async (calls) => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: calls }, () => b24.call('server.time')),
    )
    return outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.code] : [],
    )
  }, calls)

suite('two tabs', () => {
  test('count the requests of each other', async () => {
    const context = await browser.newContext()
    const [first, second] = [await openTab(context), await openTab(context)]
    assert.equal(await roomOf(second), 50)
    assert.deepEqual(await call(first, 30), [])
    await eventually(async () => assert.ok((await roomOf(second)) <= 25))
    await portal.control.clear()
    assert.deepEqual(await call(second, 40), [], 'they travel together')
    const requests = await portal.control.requests()
    assert.ok(requests.length <= 25, `${requests.length} requests`)
    assert.ok(
      requests.every(({ status }) => status === 200),
      'the portal refused no request',
    )
    await context.close()
  })

  test('one that opens later learns the level', async () => {
    const context = await browser.newContext()
    const first = await openTab(context)
    await call(first, 20)
    const second = await openTab(context)
    await eventually(async () => assert.ok((await roomOf(second)) <= 45))
    await context.close()
  })

  test('learn that the portal refused a request', async () => {
    const context = await browser.newContext()
    const [first, second] = [await openTab(context), await openTab(context)]
    await portal.control.fault({ name: 'error', code: 'QUERY_LIMIT_EXCEEDED', times: 1 })
    assert.deepEqual(await call(first, 1), [], 'it is repeated')
    await eventually(async () => assert.ok((await roomOf(second)) <= 10))
    await context.close()
  })
})

test('two frames count the requests of each other', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${portal.app}/module.html`)
  await page.evaluate(() => {
    for (const _ of [1, 2]) {
      const frame = document.createElement('iframe')
      frame.src = location.href
      document.body.append(frame)
    }
  })
  await eventually(async () => assert.equal(page.frames().length, 3))
  const [, first, second] = page.frames()
  assert.ok(first && second)
  await Promise.all([connect(first), connect(second)])
  const before = await roomOf(second)
  assert.deepEqual(await call(first, 10), [])
  await eventually(async () => assert.ok((await roomOf(second)) <= before - 5))
  await context.close()
})
