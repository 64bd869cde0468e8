// Real-time events over long polling.

import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'

import { launchBrowser } from './harness/browser.js'
import { concurrent } from './harness/concurrent.js'
import { inChromium } from './harness/engines/engine.js'
import { eventually } from './harness/eventually.js'
import { openPushPage, resetPush, sendAcrossBreaks, subscribe } from './harness/push-page.js'
import { openStage } from './harness/stage.js'

const browser = await launchBrowser()
after(() => browser.close())

/** Waits this long for a page whose sockets fail four times, in milliseconds. */
const PATIENCE = { timeout: 60_000 }

/**
 * Starts a portal for one test, whose push server has settings of its own.
 *
 * @param {Record<string, unknown>} settings
 */
async function startPush(settings) {
  const stage = await openStage({ browser, oneContext: false })
  await resetPush(stage)
  const { push } = stage.portal.control
  await push.settings(settings)
  return { stage, push }
}

suite('events arrive over long polling', concurrent, () => {
  test('if sockets are refused, in order and once across breaks', PATIENCE, async () => {
    const { stage, push } = await startPush({
      hold_ms: 1500,
      faults: { refuse_sockets: true, repeat: true },
    })
    const { page, frame, audit, seen } = await openPushPage(stage)
    assert.equal((await subscribe(frame)).error, undefined)
    await push.settings({ hold_ms: 40_000 })
    await sendAcrossBreaks(push, seen)
    const { state } = await seen()
    assert.deepEqual(state, {
      status: 'online',
      transport: 'polling',
      reason: 'SOCKETS_FAILED',
    })
    await audit()
    await page.close()
  })

  for (const version of [4, 2, 5]) {
    const options = version === 4 ? PATIENCE : { ...PATIENCE, ...inChromium }
    test(`of version ${version}, in order and once across ten breaks`, options, async () => {
      const { stage, push } = await startPush({ version, websocket_enabled: false, hold_ms: 1500 })
      const { page, frame, audit, seen } = await openPushPage(stage)
      assert.equal((await subscribe(frame)).error, undefined)
      await push.settings({ hold_ms: 40_000 })
      await sendAcrossBreaks(push, seen)
      assert.equal((await seen()).state.transport, 'polling')
      await audit()
      await page.close()
    })
  }

  test('at once if the portal has no sockets', async () => {
    const { stage, push } = await startPush({ websocket_enabled: false, hold_ms: 1500 })
    const { page, frame, seen } = await openPushPage(stage)
    await subscribe(frame)
    await push.send({ command: 'a', params: { id: 1 } })
    await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }]))
    assert.equal((await seen()).state.reason, 'SOCKETS_OFF')
    await page.close()
  })
})
