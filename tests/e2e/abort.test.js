// Cancelling a call, by a signal or a deadline, cancels its request.

import assert from 'node:assert/strict'
import { afterEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame } = await openStage()
const { page, frame } = await openFrame('module.html')
await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))

const aborted = { kind: 'aborted', code: 'ABORTED', status: 0, retryable: false }

afterEach(() => portal.control.clearFaults())

const isCall = (/** @type {import('playwright-core').Request} */ request) =>
  request.url().startsWith(`${portal.portal}/rest/`)

/** Waits for the next cancelled REST request and returns the browser's reason. */
const cancelled = async () =>
  (await page.waitForEvent('requestfailed', isCall)).failure()?.errorText

async function assertNextWorks() {
  await portal.control.clearFaults()
  const { value } = await frame.evaluate(() => attempt(() => b24.user.current()))
  assert.equal(value.result.ID, 1)
}

suite('a signal', () => {
  test('aborted before the call prevents the request', async () => {
    await portal.control.clear()
    const outcome = await frame.evaluate(() =>
      attempt(() => b24.user.get({}, { signal: AbortSignal.abort() })),
    )
    assertFailed(outcome, { ...aborted, method: 'user.get' })
    assert.deepEqual(await portal.control.requests(), [])
    await assertNextWorks()
  })

  test('aborted during the call cancels the request', async () => {
    await portal.control.fault({ name: 'never' })
    const sent = page.waitForRequest(isCall)
    const failure = cancelled()
    await frame.evaluate(() => {
      globalThis.controller = new AbortController()
      const { signal } = controller
      globalThis.pending = attempt(() => b24.user.get({}, { signal }))
    })
    await sent
    await frame.evaluate(() => controller.abort(new Error('the reason of the app')))
    assertFailed(await frame.evaluate(() => pending), { ...aborted, method: 'user.get' })
    assert.equal(await failure, 'net::ERR_ABORTED')
    await assertNextWorks()
  })

  test('shared by several calls cancels all of them and no others', async () => {
    await portal.control.fault({ name: 'never', method: 'user.get' })
    const outcomes = await frame.evaluate(async () => {
      const controller = new AbortController()
      const { signal } = controller
      const calls = Array.from({ length: 3 }, () => attempt(() => b24.user.get({}, { signal })))
      const other = attempt(() => b24.user.current())
      await other
      controller.abort()
      return [await other, ...(await Promise.all(calls))]
    })
    assert.equal(outcomes[0]?.value.result.ID, 1)
    for (const outcome of outcomes.slice(1)) assertFailed(outcome, aborted)
  })

  test('aborted after the call has no effect', async () => {
    const id = await frame.evaluate(async () => {
      const controller = new AbortController()
      const { result } = await b24.user.current({}, { signal: controller.signal })
      controller.abort()
      return result.ID
    })
    assert.equal(id, 1)
    await assertNextWorks()
  })

  test('aborted after the call does not affect a clone of the response', async () => {
    const read = await frame.evaluate(async () => {
      const { fetch } = globalThis
      /** @type {Promise<unknown>[]} */
      const reads = []
      globalThis.fetch = async (...request) => {
        const response = await fetch(...request)
        const clone = response.clone()
        const later = new Promise((resolve) => setTimeout(resolve, 20))
        reads.push(later.then(() => clone.text()).then((text) => text.length > 0, String))
        return response
      }
      const controller = new AbortController()
      const { signal } = controller
      for (let at = 0; at < 50; at++) await b24.user.current({}, { signal })
      controller.abort()
      globalThis.fetch = fetch
      return Promise.all(reads)
    })
    assert.deepEqual(read, Array(50).fill(true))
  })

  test('keeps no listeners', async () => {
    const listeners = await frame.evaluate(async () => {
      const { signal } = new AbortController()
      const add = signal.addEventListener.bind(signal)
      const remove = signal.removeEventListener.bind(signal)
      const listeners = new Set()
      signal.addEventListener = (/** @type {string} */ type, /** @type {any} */ listener) => {
        listeners.add(listener)
        add(type, listener)
      }
      signal.removeEventListener = (/** @type {string} */ type, /** @type {any} */ listener) => {
        listeners.delete(listener)
        remove(type, listener)
      }
      const during = b24.user.current({}, { signal })
      await Promise.resolve()
      const most = listeners.size
      await during
      return { most, left: listeners.size }
    })
    assert.deepEqual(listeners, { most: 1, left: 0 })
  })

  test('of AbortSignal.timeout cancels the call', async () => {
    await portal.control.fault({ name: 'never' })
    const outcome = await frame.evaluate(() =>
      attempt(() => b24.user.get({}, { signal: AbortSignal.timeout(100) })),
    )
    assertFailed(outcome, aborted)
    await assertNextWorks()
  })
})

suite('a deadline', () => {
  test('that expires cancels the request', async () => {
    await portal.control.fault({ name: 'never' })
    const failure = cancelled()
    const outcome = await frame.evaluate(() => attempt(() => b24.user.get({}, { timeout: 150 })))
    const expected = { kind: 'timeout', code: 'TIMEOUT', status: 0, retryable: true }
    const error = assertFailed(outcome, { ...expected, method: 'user.get' })
    assert.match(error.description, /150 ms/)
    assert.ok(error.after >= 149 && error.after < 2000, `it took ${error.after} ms`)
    assert.equal(await failure, 'net::ERR_ABORTED')
    await assertNextWorks()
  })

  test('of zero means none', async () => {
    const outcome = await frame.evaluate(() => attempt(() => b24.user.get({}, { timeout: 0 })))
    assertFailed(outcome, { kind: 'input', code: 'INVALID_TIMEOUT' })
    await assertNextWorks()
  })

  test('above the longest timer does not expire at once', async () => {
    for (const timeout of [2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER, Infinity]) {
      const { value, error } = await frame.evaluate(
        (timeout) => attempt(() => b24.user.current({}, { timeout })),
        timeout,
      )
      assert.equal(value?.result.ID, 1, `${timeout}: ${error?.message}`)
    }
  })

  test('that is invalid fails the call', async () => {
    for (const timeout of [NaN, -1, -Infinity]) {
      const outcome = await frame.evaluate(
        (timeout) => attempt(() => b24.user.current({}, { timeout })),
        timeout,
      )
      const error = assertFailed(outcome, {})
      assert.ok(['input', 'timeout'].includes(error.kind), `${timeout}: ${error.message}`)
    }
  })
})
