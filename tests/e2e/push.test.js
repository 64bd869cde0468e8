// Real-time events, over the emulator's push server: another origin than the app and the portal.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { eventually } from './harness/eventually.js'
import { auditPushSecrets } from './harness/push-audit.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame, openWebhook } = await openStage()
const { control } = portal
const { push } = control

/** Waits this long for events that arrive after failed attempts, in milliseconds. */
const PATIENCE = { timeout: 30_000 }

beforeEach(async () => {
  await control.reset()
  await control.settings({ bucket: { enabled: false }, push: { gather_ms: 20 } })
})

/** Opens the app in a frame, with everything that its events report. */
async function open(entry = 'module.html') {
  const { page, frame } = await openFrame(entry)
  const audit = auditPushSecrets(page, frame, portal)
  await frame.evaluate(async () => {
    const b24 = await (globalThis.sdk ?? globalThis).B24.frame()
    Object.assign(globalThis, { b24, received: [], states: [], missed: 0 })
  })
  const seen = () =>
    frame.evaluate(() => {
      const { received, states, missed, b24 } = /** @type {any} */ (globalThis)
      return { received, states, missed, state: b24.events.state }
    })
  return { page, frame, audit, seen }
}

/**
 * Subscribes to the command `a`.
 *
 * @param {import('playwright-core').Frame} frame
 * @param {number} [timeout]
 */
function subscribe(frame, timeout) {
  return frame.evaluate(
    (timeout) =>
      attempt(async () => {
        const page = /** @type {any} */ (globalThis)
        const { events } = page.b24
        await events.onState((/** @type {any} */ state) => page.states.push(state))
        await events.onMissed(() => page.missed++)
        const options = timeout ? { timeout } : {}
        const handler = (/** @type {any} */ params) => page.received.push(params)
        page.stop = await events.on('application', 'a', handler, options)
      }),
    timeout,
  )
}

suite('events', () => {
  test('arrive, with their parameters, also at the sender', async () => {
    const { page, frame, audit, seen } = await open()
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
        const { page, frame, seen } = await open()
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

  test('arrive in order and once across ten broken connections', async () => {
    await push.settings({ faults: { repeat: true } })
    const { page, frame, seen } = await open()
    await subscribe(frame)
    for (let round = 0; round < 10; round++) {
      const ids = Array.from({ length: 100 }, (_, index) => 100 * round + index)
      await push.send(...ids.slice(0, 50).map((id) => ({ command: 'a', params: { id } })))
      await push.drop()
      await push.send(...ids.slice(50).map((id) => ({ command: 'a', params: { id } })))
      await eventually(async () => assert.equal(await push.open(), 1))
      await eventually(async () => assert.equal((await seen()).received.length, 100 * (round + 1)))
    }
    const { received, missed } = await seen()
    assert.deepEqual(
      received.map((/** @type {any} */ { id }) => id),
      Array.from({ length: 1000 }, (_, id) => id),
    )
    assert.equal(missed, 0)
    assert.equal((await push.attempts()).length, 11)
    await page.close()
  })

  test('arrive over long polling if sockets are refused', PATIENCE, async () => {
    await push.settings({ hold_ms: 1500, faults: { refuse_sockets: true } })
    const { page, frame, audit, seen } = await open()
    assert.equal((await subscribe(frame)).error, undefined)
    for (let round = 0; round < 10; round++) {
      const ids = Array.from({ length: 100 }, (_, index) => 100 * round + index)
      await push.send(...ids.map((id) => ({ command: 'a', params: { id } })))
      await eventually(async () => assert.equal((await seen()).received.length, 100 * (round + 1)))
    }
    const { received, state } = await seen()
    assert.deepEqual(
      received.map((/** @type {any} */ { id }) => id),
      Array.from({ length: 1000 }, (_, id) => id),
    )
    assert.deepEqual(state, {
      status: 'online',
      transport: 'polling',
      reason: 'SOCKETS_FAILED',
    })
    await audit()
    await page.close()
  })

  test('arrive over long polling at once if the portal has no sockets', async () => {
    await push.settings({ websocket_enabled: false, hold_ms: 1500 })
    const { page, frame, seen } = await open()
    await subscribe(frame)
    await push.send({ command: 'a', params: { id: 1 } })
    await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }]))
    assert.equal((await seen()).state.reason, 'SOCKETS_OFF')
    await page.close()
  })

  test('that may be missed are reported when the portal has new channels', async () => {
    const { page, frame, seen } = await open()
    await subscribe(frame)
    await push.expire('get_config')
    await eventually(async () => assert.equal((await seen()).missed, 1))
    await push.send({ command: 'a', params: { id: 1 } })
    await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }]))
    await page.close()
  })

  test('of two clients of a page come over one connection', async () => {
    const { page, frame, seen } = await open()
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
})

suite('the connection', () => {
  test('ends with the last handler, with everything that it began', async () => {
    const { page, frame, seen } = await open()
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
    const { page, frame, seen } = await open()
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
    const { page, frame, seen } = await open()
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

  test('is made again at once when the page is in a network again', async () => {
    const { page, frame, seen } = await open()
    await subscribe(frame)
    await push.send({ command: 'a', params: { id: 1 } })
    await eventually(async () => assert.equal((await seen()).received.length, 1))
    await push.settings({ faults: { refuse_sockets: true } })
    await push.drop()
    // The second attempt fails after half a second; the third is due five seconds later.
    await eventually(async () => assert.equal((await push.attempts()).length, 2))
    await push.settings({ faults: { refuse_sockets: false } })
    const start = Date.now()
    await frame.evaluate(() => dispatchEvent(new Event('online')))
    await eventually(async () => assert.equal((await seen()).state.status, 'online'))
    assert.ok(Date.now() - start < 4000)
    await page.close()
  })

  for (const entry of ['slim.html', 'script.html']) {
    test(`opens in ${entry}`, async () => {
      const { page, frame, seen } = await open(entry)
      assert.equal((await subscribe(frame)).error, undefined)
      await push.send({ command: 'a', params: { id: 1 } })
      await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }]))
      await page.close()
    })
  }

  test('loads nothing before it is used', async () => {
    const { page, frame } = await open()
    await frame.evaluate(() => b24.user.current())
    const files = await frame.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    )
    assert.ok(!files.some((file) => file.includes('events')))
    const { result } = await frame.evaluate(() => b24.events())
    assert.ok(result.length > 0, 'the portal method "events" works as before')
    await page.close()
  })
})

suite('a subscription fails', () => {
  test('over a webhook', async () => {
    const page = await openWebhook()
    const outcome = await page.evaluate(() =>
      attempt(() => b24.events.on('application', 'a', () => {})),
    )
    assertFailed(outcome, { code: 'WRONG_AUTH_TYPE', method: 'pull.application.config.get' })
    assert.equal(await page.evaluate(() => b24.events.state.reason), 'CONFIG_FAILED')
    await page.close()
  })

  test('without the scope', async () => {
    await control.settings({ scopes: ['user'] })
    const { page, frame } = await open()
    assertFailed(await subscribe(frame), { kind: 'permission', code: 'insufficient_scope' })
    await page.close()
  })

  test('if the portal has no push server', async () => {
    await push.settings({ server_enabled: false })
    const { page, frame } = await open()
    assertFailed(await subscribe(frame), { kind: 'portal', code: 'PUSH_UNAVAILABLE' })
    await page.close()
  })

  test('if the push server is not set up', async () => {
    await push.settings({ configured: false })
    const { page, frame } = await open()
    assertFailed(await subscribe(frame), { kind: 'portal', code: 'PUSH_UNAVAILABLE' })
    await page.close()
  })

  test('if the app closes its events meanwhile, or aborts', async () => {
    const { page, frame } = await open()
    const outcomes = await frame.evaluate(async () => {
      const { events } = b24
      await events.onState(() => {})
      const closed = attempt(() => events.on('application', 'a', () => {}))
      await events.close()
      const signal = AbortSignal.abort()
      return [
        await closed,
        await attempt(() => events.on('application', 'a', () => {}, { signal })),
      ]
    })
    assertFailed(outcomes[0] ?? {}, { kind: 'input', code: 'EVENTS_CLOSED' })
    assertFailed(outcomes[1] ?? {}, { kind: 'aborted', code: 'ABORTED' })
    assert.equal(await push.open(), 0)
    await page.close()
  })

  test('if nothing connects in time, and leaves nothing behind', async () => {
    await push.settings({ faults: { refuse_sockets: true, refuse_polling: true } })
    const { page, frame, seen } = await open()
    const error = assertFailed(await subscribe(frame, 1500), {
      kind: 'timeout',
      code: 'PUSH_TIMEOUT',
    })
    assert.match(error.description, /1500 ms \(connecting: SOCKET_CLOSED\)/)
    assert.equal((await seen()).state.status, 'closed')
    await page.close()
  })

  test('before anything is sent, for wrong arguments', async () => {
    const { page, frame } = await open()
    const outcomes = await frame.evaluate(() => {
      const { events } = /** @type {any} */ (b24)
      const none = () => {}
      return Promise.all(
        [
          () => events.on('application', 'a b', none),
          () => events.on('', 'a', none),
          () => events.on('application', 'a'),
          () => events.send('a', 7),
          () => events.send('a', []),
          () => events.send('a', {}, { to: 'me' }),
          () => events.send('a', {}, { to: [] }),
          () => events.onState(7),
        ].map(attempt),
      )
    })
    for (const outcome of outcomes) {
      assertFailed(outcome, { kind: 'input', code: 'INVALID_ARGUMENT' })
    }
    const large = await frame.evaluate(() =>
      attempt(() => b24.events.send('a', { text: 'x'.repeat(1e6) })),
    )
    assertFailed(large, { kind: 'input', code: 'EVENT_TOO_LARGE' })
    await page.close()
  })
})

suite('events to users', () => {
  test('reach them alone', async () => {
    const { page, frame, seen } = await open()
    await subscribe(frame)
    await frame.evaluate(() => b24.events.send('a', { id: 1 }, { to: 1 }))
    await frame.evaluate(() => b24.events.send('a', { id: 2 }, { to: [2, '3'] }))
    await frame.evaluate(() => b24.events.send('a', { id: 3 }))
    await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }, { id: 3 }]))
    await page.close()
  })
})

suite('a Content-Security-Policy', () => {
  /**
   * Opens the app with a policy for its connections.
   *
   * @param {string} sources
   */
  async function openStrict(sources) {
    const opened = await open()
    await opened.frame.evaluate((sources) => {
      const policy = Object.assign(document.createElement('meta'), {
        httpEquiv: 'Content-Security-Policy',
        content: `connect-src ${sources}`,
      })
      document.head.append(policy)
    }, sources)
    return opened
  }

  test('that refuses the push server is named, with the line to add', async () => {
    const { page, frame, audit } = await openStrict(`'self' ${portal.portal}`)
    const error = assertFailed(await subscribe(frame), { kind: 'network', code: 'PUSH_BLOCKED' })
    const { host } = new URL(portal.push)
    assert.match(error.description, new RegExp(`connect-src ws://${host} http://${host}$`))
    assert.equal(await push.open(), 0)
    await audit()
    await page.close()
  })

  test('that refuses sockets alone leaves long polling', async () => {
    await push.settings({ hold_ms: 1500 })
    const { page, frame, seen } = await openStrict(`'self' http://localhost:*`)
    assert.equal((await subscribe(frame)).error, undefined)
    assert.equal((await seen()).state.reason, 'SOCKETS_BLOCKED')
    await push.send({ command: 'a', params: { id: 1 } })
    await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }]))
    await page.close()
  })
})
