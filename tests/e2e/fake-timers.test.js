// Fake timers of a test runner, switched on during a call and off again: later calls are not affected.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import FakeTimers from '@sinonjs/fake-timers'

import { observe, settled, until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

const WEBHOOK = 'https://example.bitrix24.com/rest/1/c0dec0dec0de/'
const TOKEN = { domain: 'example.bitrix24.com', accessToken: 'old' }

const TIMEOUT = 20

/**
 * The fakes, by how they start: Jest's replace everything, and their clock starts now or at any time.
 *
 * @type {[name: string, start: (context: import('node:test').TestContext) => () => void][]}
 */
const FAKES = [
  ['those of Jest', () => installJest(Date.now())],
  ['those of Jest, with a clock that starts in 1970', () => installJest(0)],
  [
    'those of Jest, whose clock has run for a year',
    () => installJest(Date.now() + 365 * 86_400_000),
  ],
  [
    'those of node:test',
    ({ mock }) => {
      mock.timers.enable({ apis: ['setTimeout', 'Date'] })
      return () => mock.timers.reset()
    },
  ],
]

/** Installs what Jest installs, but for the functions by which this test and Node wait. @param {number} now */
function installJest(now) {
  /** @type {any} */
  const toFake = ['Date', 'performance', 'queueMicrotask', 'setTimeout', 'clearTimeout']
  const clock = FakeTimers.install({ now, toFake, shouldClearNativeTimers: true })
  return () => clock.uninstall()
}

for (const [name, start] of FAKES) {
  suite(name, () => {
    test('during a call that never ends', async (context) => {
      const b24 = await B24.webhook(WEBHOOK)
      let isUp = false
      const requests = stubFetch(context, () => (isUp ? '{"result":7}' : new Promise(() => {})))
      const stop = start(context)
      const lost = observe(b24.call('crm.thing.get', {}, { timeout: TIMEOUT }))
      await until(() => requests.length === 1)
      stop()
      assert.equal(lost.isSettled, false)
      isUp = true
      assert.equal((await b24.call('crm.thing.get')).result, 7)
      isUp = false
      const late = await b24.call('crm.thing.get', {}, { timeout: TIMEOUT }).catch((it) => it)
      assert.equal(late.code, 'TIMEOUT')
    })

    test('during a whole call', async (context) => {
      const b24 = await B24.webhook(WEBHOOK)
      stubFetch(context, () => '{"result":7}')
      const stop = start(context)
      const call = observe(b24.call('crm.thing.get'))
      await until(() => call.isSettled)
      stop()
      assert.equal(call.value?.result, 7)
      assert.equal((await b24.call('crm.thing.get')).result, 7)
    })

    test('from a call to its response', async (context) => {
      const b24 = await B24.webhook(WEBHOOK)
      /** @type {(body: string) => void} */
      let respond = () => {}
      stubFetch(context, () => new Promise((done) => (respond = done)))
      const call = observe(b24.call('crm.thing.get', {}, { timeout: 1000 }))
      await settled()
      const stop = start(context)
      respond('{"result":7}')
      await until(() => call.isSettled)
      stop()
      assert.equal(call.value?.result, 7)
    })

    test('during a refresh that never ends', async (context) => {
      stubFetch(context, ({ form }) =>
        form.get('auth') === 'old' ? '{"error":"expired_token"}' : '{"result":7}',
      )
      let refreshes = 0
      const b24 = await B24.token({
        ...TOKEN,
        refresh: () =>
          ++refreshes === 1 ? new Promise(() => {}) : Promise.resolve({ accessToken: 'new' }),
      })
      const stop = start(context)
      const lost = observe(b24.call('crm.thing.get', {}, { timeout: TIMEOUT }))
      await until(() => refreshes === 1)
      stop()
      assert.equal(lost.isSettled, false)
      // The timer that would end the refresh is lost. Later than its timeout, the next call starts anew.
      const later = Date.now() + 11_000
      context.mock.timers.enable({ apis: ['Date'], now: later })
      assert.equal((await b24.call('crm.thing.get')).result, 7)
      assert.equal(refreshes, 2)
    })

    test('while the module loads', async (context) => {
      const sdk = await import(`${resolve(packageFolder, 'dist/b24.js')}?${name}`)
      const compiling = context.mock.method(WebAssembly, 'compile', () => new Promise(() => {}))
      const stop = start(context)
      const lost = observe(sdk.B24.bridge({ init() {}, callMethod() {} }, { timeout: TIMEOUT }))
      await until(() => compiling.mock.callCount() === 1)
      stop()
      assert.equal(lost.isSettled, false)
      compiling.mock.restore()
      const options = { timeout: TIMEOUT }
      const bridge = { init: (/** @type {() => void} */ done) => done(), callMethod() {} }
      const error = await sdk.B24.bridge(bridge, options).catch((/** @type {any} */ it) => it)
      assert.equal(error.code, 'WASM_TIMEOUT')
      assert.ok((await sdk.B24.bridge(bridge)).call)
    })
  })
}
