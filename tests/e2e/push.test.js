// Real-time events, over the emulator's push server: another origin than the app and the portal.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { inChromium } from './harness/engines/engine.js'
import { eventually } from './harness/eventually.js'
import { openPushPage, resetPush, sendAcrossBreaks, subscribe } from './harness/push-page.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()
const { portal } = stage
const { push } = portal.control

beforeEach(() => resetPush(stage))

suite('events', () => {
  test('arrive, with their parameters, also at the sender', async () => {
    const { page, frame, audit, seen } = await openPushPage(stage)
    assert.equal((await seen()).state.status, 'closed')
    assert.equal((await subscribe(frame)).error, undefined)
    await frame.evaluate(() =>
      b24.events.send('a', { id: 7, price: 1.5, list: [], name: 'Заказ', none: null }),
    )
    await frame.evaluate(() => b24.events.send('b', { id: 8 }))
    await frame.evaluate(() => b24.events.send('a'))
    await eventually(async () => {
      const expected = [{ id: 7, price: 1.5, list: [], name: 'Заказ', none: null }, {}]
      assert.deepEqual((await seen()).received, expected)
    })
    const { state, states, missed } = await seen()
    assert.deepEqual(state, { status: 'online', transport: 'socket', reason: '' })
    assert.deepEqual(
      states.map((/** @type {any} */ { status }) => status),
      ['connecting', 'online'],
    )
    assert.equal(missed, 0)
    await audit()
    await page.close()
  })

  for (const version of [2, 4, 5]) {
    for (const mode of version === 4 ? ['personal', 'shared'] : ['personal']) {
      test(`of version ${version}, mode ${mode}`, async () => {
        await push.settings({ version, mode })
        const { page, frame, seen } = await openPushPage(stage)
        assert.equal((await subscribe(frame)).error, undefined)
        await push.send(
          { command: 'a', params: { id: 1 } },
          { raw: 'garbage' },
          { command: 'a', params: { id: 2 } },
          { command: 'a', module_id: 'other', params: { id: 3 } },
          { command: 'a', app: 'other.app', params: { id: 4 } },
        )
        await push.send({ command: 'a', params: { id: 5 }, users: [1] })
        await eventually(async () =>
          assert.deepEqual((await seen()).received, [{ id: 1 }, { id: 2 }, { id: 5 }]),
        )
        const [attempt] = await push.attempts()
        assert.equal(attempt?.transport, 'socket')
        assert.equal(attempt?.origin, portal.app)
        assert.deepEqual(attempt?.unacknowledged, [])
        assert.equal(attempt?.received.length > 0, version === 5)
        await page.close()
      })
    }
  }

  for (const version of [4, 2, 5]) {
    const options = version === 4 ? {} : inChromium
    test(`of version ${version} arrive in order and once across ten breaks`, options, async () => {
      await push.settings({ version, faults: { repeat: true } })
      const { page, frame, audit, seen } = await openPushPage(stage)
      await subscribe(frame)
      await sendAcrossBreaks(push, seen)
      assert.equal((await push.attempts()).length, 11)
      assert.equal((await seen()).state.transport, 'socket')
      await audit()
      await page.close()
    })
  }

  test('that may be missed are reported when the portal has new channels', async () => {
    const { page, frame, seen } = await openPushPage(stage)
    await subscribe(frame)
    await push.expire('get_config')
    await eventually(async () => assert.equal((await seen()).missed, 1))
    await push.send({ command: 'a', params: { id: 1 } })
    await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }]))
    await page.close()
  })

  test('of two clients of a page come over one connection', async () => {
    const { page, frame, seen } = await openPushPage(stage)
    await subscribe(frame)
    await frame.evaluate(async () => {
      const other = await sdk.B24.frame()
      await other.events.on('application', 'a', () => {
        throw new Error('a handler that fails')
      })
      const page = /** @type {any} */ (globalThis)
      page.other = other
      await other.events.on('application', 'a', (params) => page.received.push(params))
    })
    await push.send({ command: 'a', params: { id: 1 } })
    await eventually(async () => assert.equal((await seen()).received.length, 2))
    assert.equal((await push.attempts()).length, 1)
    assert.equal(
      await frame.evaluate(() => /** @type {any} */ (globalThis).other.events.state.status),
      'online',
    )
    await page.close()
  })

  test('to users reach them alone', async () => {
    const { page, frame, seen } = await openPushPage(stage)
    await subscribe(frame)
    await frame.evaluate(() => b24.events.send('a', { id: 1 }, { to: 1 }))
    await frame.evaluate(() => b24.events.send('a', { id: 2 }, { to: [2, '3'] }))
    await frame.evaluate(() => b24.events.send('a', { id: 3 }))
    await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }, { id: 3 }]))
    await page.close()
  })
})
