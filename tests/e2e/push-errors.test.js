// Real-time events that fail: subscriptions, and what a Content-Security-Policy refuses.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { eventually } from './harness/eventually.js'
import { openPushPage, resetPush, subscribe } from './harness/push-page.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()
const { portal, openWebhook } = stage
const { control } = portal
const { push } = control

beforeEach(() => resetPush(stage))

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
    const { page, frame } = await openPushPage(stage)
    assertFailed(await subscribe(frame), { kind: 'permission', code: 'insufficient_scope' })
    await page.close()
  })

  test('if the portal has no push server', async () => {
    await push.settings({ server_enabled: false })
    const { page, frame } = await openPushPage(stage)
    assertFailed(await subscribe(frame), { kind: 'portal', code: 'PUSH_UNAVAILABLE' })
    await page.close()
  })

  test('if the push server is not set up', async () => {
    await push.settings({ configured: false })
    const { page, frame } = await openPushPage(stage)
    assertFailed(await subscribe(frame), { kind: 'portal', code: 'PUSH_UNAVAILABLE' })
    await page.close()
  })

  test('if the app closes its events meanwhile, or aborts', async () => {
    const { page, frame } = await openPushPage(stage)
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
    const { page, frame, seen } = await openPushPage(stage)
    const error = assertFailed(await subscribe(frame, 1500), {
      kind: 'timeout',
      code: 'PUSH_TIMEOUT',
    })
    assert.match(error.description, /1500 ms \(connecting: SOCKET_CLOSED\)/)
    assert.equal((await seen()).state.status, 'closed')
    await page.close()
  })

  test('before anything is sent, for wrong arguments', async () => {
    const { page, frame } = await openPushPage(stage)
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

suite('a Content-Security-Policy', () => {
  /**
   * Opens the app with a policy for its connections.
   *
   * @param {string} sources
   */
  async function openStrict(sources) {
    const opened = await openPushPage(stage)
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
