// Pages that lack parts of the platform, or replace them: every call ends.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { observe, settled, until } from './harness/clock.js'
import { replaceGlobal } from './harness/globals.js'
import { packageFolder } from './harness/paths.js'
import { neverRespond, stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')

const TIMEOUT = 20

const fail = () => {
  throw new Error('of the page')
}

test('a client names its class, so that Vue does not wrap it in a proxy', () => {
  assert.equal(Object.prototype.toString.call(b24), '[object B24]')
})

suite('a call works', () => {
  const { AbortController, Promise: NativePromise } = globalThis
  const ZoneAwarePromise = class extends /** @type {any} */ (NativePromise) {}
  /** @this {AbortController} */
  function withFailingAbort() {
    return Object.assign(new AbortController(), { abort: fail })
  }
  /** @type {[name: string, global: string, replacement: unknown][]} */
  const REPLACED = [
    ['without Headers', 'Headers', undefined],
    ['without Request', 'Request', undefined],
    ['without AbortController', 'AbortController', undefined],
    ['if AbortController throws', 'AbortController', fail],
    ['if abort throws', 'AbortController', withFailingAbort],
    ['if clearTimeout throws', 'clearTimeout', fail],
    ['without clearTimeout', 'clearTimeout', undefined],
    ['if queueMicrotask loses every job', 'queueMicrotask', () => {}],
    ['without queueMicrotask', 'queueMicrotask', undefined],
    ['if Promise is replaced, as by zone.js', 'Promise', ZoneAwarePromise],
  ]
  for (const [name, global, replacement] of REPLACED) {
    test(name, async (context) => {
      stubFetch(context, () => '{"result":7}')
      const restore = replaceGlobal(context, global, replacement)
      const reply = await b24.call('crm.thing.get')
      restore()
      assert.equal(reply.result, 7)
    })

    test(`${name}, and ends at its deadline`, async (context) => {
      stubFetch(context, () => new NativePromise(() => {}))
      const restore = replaceGlobal(context, global, replacement)
      const call = b24.call('crm.thing.get', {}, { timeout: TIMEOUT })
      const error = await call.catch((thrown) => thrown)
      restore()
      assert.equal(error.name, 'B24Error')
      assert.equal(error.code, 'TIMEOUT')
    })
  }

  test('if Promise.resolve is broken', async (context) => {
    stubFetch(context, () => '{"result":7}')
    context.mock.method(Promise, 'resolve', fail)
    const token = { domain: 'example.bitrix24.com', accessToken: 'old', expiresIn: 0 }
    const client = await B24.token({ ...token, refresh: async () => ({ accessToken: 'new' }) })
    const reply = await client.call('crm.thing.get')
    assert.equal(reply.result, 7)
  })
})

suite('a call fails at once', () => {
  /** @type {[name: string, replacement: unknown][]} */
  const TIMERS = [
    ['without setTimeout', undefined],
    ['if setTimeout throws', fail],
  ]
  for (const [name, replacement] of TIMERS) {
    test(name, async (context) => {
      const requests = stubFetch(context, neverRespond)
      const restore = replaceGlobal(context, 'setTimeout', replacement)
      const outcomes = [
        observe(b24.call('crm.thing.get')),
        observe(b24.batch([['crm.thing.get']])),
        observe(b24.list('crm.thing.list').toArray()),
      ]
      await until(() => outcomes.every(({ isSettled }) => isSettled))
      restore()
      for (const { error } of outcomes) {
        const { name, kind, code, description } = error
        assert.deepEqual([name, kind, code], ['B24Error', 'input', 'NO_TIMER'])
        assert.match(description, /setTimeout/)
      }
      assert.equal(requests.length, 0)
    })
  }
})

test('calls that wait for the limit fail at once, if setTimeout throws later', async (context) => {
  const requests = stubFetch(context, () => '{"result":7}')
  const rateLimit = { burst: 1, perSecond: 0.1 }
  const address = 'https://full.bitrix24.com/rest/1/c0dec0dec0de/'
  const limited = await B24.webhook(address, { rateLimit })
  await limited.call('crm.thing.get')
  const { setTimeout } = globalThis
  replaceGlobal(context, 'setTimeout', (/** @type {() => void} */ run, /** @type {number} */ ms) =>
    ms === TIMEOUT ? setTimeout(run, ms) : fail(),
  )
  const waiting = observe(limited.call('crm.thing.add', {}, { timeout: TIMEOUT }))
  await until(() => waiting.isSettled)
  assert.equal(waiting.error.code, 'NO_TIMER')
  assert.equal(requests.length, 1)
})

suite('a timer that cannot be cleared', () => {
  test('does not end the next request', async (context) => {
    /** @type {(() => void)[]} */
    const timers = []
    replaceGlobal(context, 'setTimeout', (/** @type {() => void} */ fire) => void timers.push(fire))
    const page = JSON.stringify({ result: Array(50).fill({ ID: 1 }), next: 50, total: 60 })
    const requests = stubFetch(context, (_, index) => (index === 0 ? page : new Promise(() => {})))
    const list = observe(b24.list('crm.thing.list', {}, { timeout: TIMEOUT }).toArray())
    await until(() => requests.length === 2)
    timers[0]?.()
    await settled()
    assert.equal(list.isSettled, false)
    assert.equal(requests[1]?.signal.aborted, false)
  })
})

suite('a fetch that never settles', () => {
  /** @type {[name: string, respond: () => unknown][]} */
  const FETCHES = [
    ['as a promise', () => new Promise(() => {})],
    ['as a thenable', () => Object.fromEntries([['then', () => {}]])],
  ]
  for (const [name, respond] of FETCHES) {
    test(name, async (context) => {
      context.mock.method(globalThis, 'fetch', respond)
      const error = await b24.call('crm.thing.get', {}, { timeout: TIMEOUT }).catch((it) => it)
      assert.deepEqual([error.name, error.code], ['B24Error', 'TIMEOUT'])
    })
  }

  test('but throws', async (context) => {
    context.mock.method(globalThis, 'fetch', fail)
    const error = await b24.call('crm.thing.get').catch((it) => it)
    assert.deepEqual([error.name, error.code], ['B24Error', 'NETWORK'])
  })
})
