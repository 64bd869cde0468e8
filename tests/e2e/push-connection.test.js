// The connection of real-time events: its end, its return, and the delays between attempts.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { inChromium } from './harness/engines/engine.js'
import { eventually } from './harness/eventually.js'
import { openPushPage, resetPush, subscribe } from './harness/push-page.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()
const { portal } = stage
const { push } = portal.control

beforeEach(() => resetPush(stage))

suite('the connection', () => {
  test('ends with the last handler, with everything that it began', async () => {
    const { page, frame, seen } = await openPushPage(stage)
    await subscribe(frame)
    await frame.evaluate(() => /** @type {any} */ (globalThis).stop())
    await eventually(async () => assert.equal(await push.open(), 0))
    assert.equal((await seen()).state.status, 'closed')
    await push.send({ command: 'a', params: { id: 1 } })
    // It begins again with the next one.
    await subscribe(frame)
    await push.send({ command: 'a', params: { id: 2 } })
    await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 2 }]))
    await frame.evaluate(() => b24.events.close())
    await eventually(async () => assert.equal(await push.open(), 0))
    await page.close()
  })

  test('ends at once if a handler ends it', async () => {
    const { page, frame, seen } = await openPushPage(stage)
    await subscribe(frame)
    await frame.evaluate(async () => {
      const page = /** @type {any} */ (globalThis)
      const stop = await b24.events.on('application', 'a', () => {
        page.stop()
        stop()
      })
    })
    await push.send({ command: 'a', params: { id: 1 } }, { command: 'a', params: { id: 2 } })
    await eventually(async () => assert.equal(await push.open(), 0))
    assert.deepEqual((await seen()).received, [{ id: 1 }])
    await page.close()
  })

  test('ends while the page is in the cache of the browser, and resumes', async () => {
    const { page, frame, seen } = await openPushPage(stage)
    await subscribe(frame)
    await push.send({ command: 'a', params: { id: 1 } })
    await eventually(async () => assert.equal((await seen()).received.length, 1))
    await frame.evaluate(() => dispatchEvent(new Event('pagehide')))
    await eventually(async () => assert.equal(await push.open(), 0))
    assert.equal((await seen()).state.reason, 'PAGE_HIDDEN')
    await push.send({ command: 'a', params: { id: 2 } })
    await frame.evaluate(() => dispatchEvent(new Event('pageshow')))
    await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }, { id: 2 }]))
    assert.equal((await seen()).missed, 0)
    await page.close()
  })

  for (const [name, event] of /** @type {const} */ ([
    ['is in a network', 'online'],
    ['is visible', 'visibilitychange'],
  ])) {
    test(`is made again at once when the page ${name} again`, async () => {
      const { page, frame, seen } = await openPushPage(stage)
      const failed = await watchAttempts(frame)
      await subscribe(frame)
      await push.send({ command: 'a', params: { id: 1 } })
      await eventually(async () => assert.equal((await seen()).received.length, 1))
      await show(frame, 'hidden')
      await push.settings({ faults: { refuse_sockets: true } })
      await push.drop()
      // The second attempt fails after half a second; the third is due five seconds later.
      await failed(2)
      await push.settings({ faults: { refuse_sockets: false } })
      await show(frame, 'hidden')
      assert.equal((await push.attempts()).length, 2)
      const start = Date.now()
      if (event === 'online') await frame.evaluate(() => dispatchEvent(new Event('online')))
      else await show(frame, 'visible')
      await eventually(async () => assert.equal((await seen()).state.status, 'online'))
      assert.ok(Date.now() - start < 4000)
      await page.close()
    })
  }

  test(
    'is tried again after 0.5, 5, 5, 25, 25, 45 and at last 60 seconds',
    inChromium,
    async () => {
      const { page, frame, seen } = await openPushPage(stage)
      await page.route(`${portal.push}/**`, (route) => route.abort())
      const failed = await watchAttempts(frame)
      await subscribe(frame)
      await push.send({ command: 'a', params: { id: 1 } })
      await eventually(async () => assert.equal((await seen()).received.length, 1))
      await page.clock.install()
      await page.clock.pauseAt(Date.now() + 1000)
      await push.settings({ faults: { refuse_sockets: true } })
      await push.drop()
      let attempts = 1
      await failed(attempts)
      const delays = [500, 5000, 5000, 25_000, 25_000, ...Array(5).fill(45_000), 60_000, 60_000]
      for (const [index, delay] of delays.entries()) {
        await page.clock.runFor(delay - 1)
        assert.equal(await failed.count(), attempts)
        await page.clock.runFor(1)
        // From the fourth failure on, a socket that fails is followed by long polling at once.
        attempts += index < 2 ? 1 : 2
        await failed(attempts)
      }
      const { state } = await seen()
      assert.equal(state.status, 'offline')
      await page.close()
    },
  )
})

/**
 * Makes a frame visible or hidden.
 *
 * @param {import('playwright-core').Frame} frame
 * @param {DocumentVisibilityState} state
 */
function show(frame, state) {
  return frame.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: state })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}

/**
 * Counts the attempts of a frame that have failed, and lets the SDK add nothing to its delays. Returns a
 * function that waits for a number of them.
 *
 * @param {import('playwright-core').Frame} frame
 */
async function watchAttempts(frame) {
  await frame.evaluate(() => {
    const page = /** @type {any} */ (globalThis)
    page.failed = 0
    Math.random = () => 0
    const { fetch, WebSocket } = globalThis
    page.WebSocket = class extends WebSocket {
      /** @param {string} url */
      constructor(url) {
        super(url)
        this.addEventListener('close', () => page.failed++)
      }
    }
    globalThis.fetch = async (...args) => {
      try {
        return await fetch(...args)
      } catch (error) {
        page.failed++
        throw error
      }
    }
  })
  const count = () => frame.evaluate(() => /** @type {any} */ (globalThis).failed)
  const failed = (/** @type {number} */ expected) =>
    eventually(async () => assert.equal(await count(), expected))
  return Object.assign(failed, { count })
}
