// A module that does not load in time: connections fail, and the next one loads it anew.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { observe, settled, until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'

const WEBHOOK = 'https://example.bitrix24.com/rest/1/c0dec0dec0de/'
const TOKEN = { domain: 'example.bitrix24.com', accessToken: 't' }
const BX24 = { init: (/** @type {() => void} */ done) => done(), callMethod() {} }

/** The time that connections without a timeout wait, in milliseconds, as documented. */
const LOAD_TIMEOUT = 30_000
/** The default of the others. */
const HANDSHAKE_TIMEOUT = 10_000

let copies = 0

/**
 * Imports a copy of the package, whose module is not loaded yet.
 *
 * @returns {Promise<typeof import('b24-wasm')>}
 */
const importCopy = () => import(`${resolve(packageFolder, 'dist/b24.js')}?copy=${copies++}`)

/** @type {[name: string, timeout: number, connect: (sdk: any, options?: any) => Promise<unknown>][]} */
const CONNECTIONS = [
  ['B24.webhook', LOAD_TIMEOUT, ({ B24 }) => B24.webhook(WEBHOOK)],
  ['B24.token', LOAD_TIMEOUT, ({ B24 }) => B24.token(TOKEN)],
  ['B24.bridge', HANDSHAKE_TIMEOUT, ({ B24 }, options) => B24.bridge(BX24, options)],
  ['B24.frame', HANDSHAKE_TIMEOUT, ({ B24 }, options) => B24.frame(options)],
]

suite('a module that never compiles', () => {
  for (const [name, timeout, connect] of CONNECTIONS) {
    test(`${name} fails after ${timeout} ms, and may be repeated`, async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] })
      const sdk = await importCopy()
      const { compile } = WebAssembly
      const compiling = context.mock.method(WebAssembly, 'compile', () => new Promise(() => {}))
      const outcome = observe(connect(sdk))
      await until(() => compiling.mock.callCount() === 1)
      context.mock.timers.tick(timeout - 1)
      await settled()
      assert.equal(outcome.isSettled, false)
      context.mock.timers.tick(1)
      await until(() => outcome.isSettled)
      const { name, kind, code, retryable, description } = outcome.error
      assert.deepEqual([name, kind, code, retryable], ['B24Error', 'timeout', 'WASM_TIMEOUT', true])
      assert.match(description, new RegExp(`within ${timeout} ms`))

      compiling.mock.mockImplementation(compile)
      await sdk.B24.webhook(WEBHOOK)
      assert.equal(compiling.mock.callCount(), 2)
    })
  }

  for (const [name, timeout, connect] of CONNECTIONS.filter(([, it]) => it !== LOAD_TIMEOUT)) {
    test(`${name} fails after its own timeout, or when it is aborted`, async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] })
      const sdk = await importCopy()
      context.mock.method(WebAssembly, 'compile', () => new Promise(() => {}))
      const controller = new AbortController()
      const outcomes = [
        observe(connect(sdk, { timeout: 70 })),
        observe(connect(sdk, { signal: controller.signal })),
      ]
      await settled()
      context.mock.timers.tick(70)
      controller.abort()
      await until(() => outcomes.every(({ isSettled }) => isSettled))
      assert.ok(timeout > 70)
      assert.deepEqual(
        outcomes.map(({ error }) => error.code),
        ['WASM_TIMEOUT', 'ABORTED'],
      )
    })
  }
})

test('a module that compiles too late is used by the next connection', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const { B24 } = await importCopy()
  const { compile } = WebAssembly
  /** @type {() => void} */
  let release = () => {}
  const held = new Promise((done) => (release = () => done(undefined)))
  const compiling = context.mock.method(WebAssembly, 'compile', async (/** @type {any} */ it) => {
    await held
    return compile(it)
  })
  const late = observe(B24.webhook(WEBHOOK))
  await until(() => compiling.mock.callCount() === 1)
  context.mock.timers.tick(LOAD_TIMEOUT)
  await until(() => late.isSettled)
  release()
  const next = observe(B24.webhook(WEBHOOK))
  await until(() => next.isSettled)
  assert.equal(next.error, undefined)
  await B24.webhook(WEBHOOK)
  assert.equal(compiling.mock.callCount(), 2)
})
