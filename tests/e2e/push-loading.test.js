// The code of real-time events, which is loaded on first use.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { inChromium } from './harness/engines/engine.js'
import { assertFailed } from './harness/errors.js'
import { eventually } from './harness/eventually.js'
import { openPushPage, resetPush, subscribe } from './harness/push-page.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()
const { control } = stage.portal
const { push } = control

beforeEach(() => resetPush(stage))

/** The file of the code. */
const FILE = '**/b24.events.js*'

suite('the code of events', () => {
  for (const entry of ['slim.html', 'script.html']) {
    test(`opens in ${entry}`, async () => {
      const { page, frame, seen } = await openPushPage(stage, entry)
      assert.equal((await subscribe(frame)).error, undefined)
      await push.send({ command: 'a', params: { id: 1 } })
      await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }]))
      await page.close()
    })
  }

  test('loads nothing before it is used', async () => {
    const { page, frame } = await openPushPage(stage)
    await frame.evaluate(() => b24.user.current())
    const files = await frame.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    )
    assert.ok(!files.some((file) => file.includes('events')))
    const { result } = await frame.evaluate(() => b24.events())
    assert.ok(result.length > 0, 'the portal method "events" works as before')
    await page.close()
  })

  test('that does not load is an error that says what to serve', inChromium, async () => {
    const { page, frame } = await openPushPage(stage, 'script.html')
    await page.route(FILE, (route) => route.fulfill({ status: 404 }))
    const error = assertFailed(await subscribe(frame), {
      kind: 'network',
      code: 'EVENTS_NOT_LOADED',
    })
    assert.match(error.description, /b24\.events\.js/)
    assert.equal(await frame.evaluate(() => b24.stats().errors), 1)
    await page.close()
  })

  test('is waited for no longer than the timeout or the signal allow', inChromium, async () => {
    const { page, frame, seen } = await openPushPage(stage)
    /** @type {import('playwright-core').Route[]} */
    const routes = []
    await page.route(FILE, (route) => void routes.push(route))
    const outcomes = await frame.evaluate(() => {
      const { events } = b24
      const controller = new AbortController()
      const on = (/** @type {object} */ options) =>
        attempt(() => events.on('application', 'a', () => {}, options))
      const outcomes = [
        on({ timeout: 50 }),
        attempt(() => events.send('a', {}, { timeout: 50 })),
        on({ signal: controller.signal }),
      ]
      controller.abort()
      return Promise.all(outcomes)
    })
    const codes = outcomes.map(({ error }) => [error?.kind, error?.code])
    const late = ['timeout', 'TIMEOUT']
    assert.deepEqual(codes, [late, late, ['aborted', 'ABORTED']])
    // The file that is late serves the next subscription.
    const subscribed = subscribe(frame)
    await routes[0]?.continue()
    assert.equal((await subscribed).error, undefined)
    assert.equal((await seen()).state.status, 'online')
    assert.equal(routes.length, 1)
    await page.close()
  })

  test('starts no module for longer than the timeout or the signal allow', inChromium, async () => {
    const { page, frame, seen } = await openPushPage(stage)
    const outcomes = await frame.evaluate(async () => {
      // Loads the file alone.
      await b24.events.onMissed(() => {})
      const { compile } = WebAssembly
      /** @type {(value?: unknown) => void} */
      let start = () => {}
      const started = new Promise((done) => (start = done))
      WebAssembly.compile = async (bytes) => {
        await started
        return compile(bytes)
      }
      const controller = new AbortController()
      const on = (/** @type {object} */ options) =>
        attempt(() => b24.events.on('application', 'a', () => {}, options))
      const outcomes = [on({ timeout: 50 }), on({ signal: controller.signal })]
      controller.abort()
      const settled = await Promise.all(outcomes)
      start()
      return settled
    })
    const codes = outcomes.map(({ error }) => error?.code)
    assert.deepEqual(codes, ['PUSH_TIMEOUT', 'ABORTED'])
    assert.equal((await subscribe(frame)).error, undefined)
    await frame.evaluate(() => /** @type {any} */ (globalThis).stop())
    // The subscriptions that nobody waits for have left no handler.
    assert.equal((await seen()).state.status, 'closed')
    await page.close()
  })

  test('that is damaged is one error', inChromium, async () => {
    const { page, frame } = await openPushPage(stage)
    await page.route(FILE, async (route) => {
      const response = await route.fetch()
      const text = await response.text()
      const at = text.indexOf('WASM="') + 5000
      await route.fulfill({ response, body: `${text.slice(0, at)}AAAAAAAA${text.slice(at + 8)}` })
    })
    await frame.evaluate(() => {
      globalThis.received = []
      addEventListener('unhandledrejection', ({ reason }) => received.push(String(reason)))
    })
    assertFailed(await subscribe(frame), { kind: 'input', code: 'WASM_UNAVAILABLE' })
    assert.deepEqual(await frame.evaluate(() => received), [])
    await page.close()
  })
})

suite('an error', () => {
  for (const [name, method, use] of /** @type {[string, string, () => Promise<unknown>][]} */ ([
    ['sending', 'pull.application.event.add', () => b24.events.send('a')],
    [
      'a configuration',
      'pull.application.config.get',
      () => b24.events.on('application', 'a', () => {}),
    ],
    ['an argument', '', () => b24.events.send('a b')],
  ])) {
    test(`of ${name} is counted and reported once`, async () => {
      const { page, frame } = await openPushPage(stage)
      if (method) await control.fault({ name: 'error', method, code: 'ACCESS_DENIED' })
      await frame.evaluate(() => {
        globalThis.received = []
        b24.on('error', ({ method }) => received.push(method))
      })
      const outcome = await frame.evaluate(use).catch((error) => error)
      assert.ok(outcome instanceof Error)
      assert.deepEqual(await frame.evaluate(() => [b24.stats().errors, received]), [1, [method]])
      await page.close()
    })
  }
})

suite('a client', () => {
  test('that no longer uses events is not kept', inChromium, async () => {
    const { page, frame, seen } = await openPushPage(stage)
    await subscribe(frame)
    await frame.evaluate(async () => {
      const page = /** @type {any} */ (globalThis)
      const other = await sdk.B24.frame()
      const stop = await other.events.on('application', 'a', () => {})
      stop()
      page.other = new WeakRef(other)
    })
    const devtools = await page.context().newCDPSession(frame)
    await eventually(async () => {
      await devtools.send('HeapProfiler.collectGarbage')
      assert.equal(
        await frame.evaluate(() => /** @type {any} */ (globalThis).other.deref()),
        undefined,
      )
    })
    assert.equal((await seen()).state.status, 'online')
    await page.close()
  })
})
