// One signal for many calls: it gets one listener, which is removed with the last call.

import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { resolve } from 'node:path'
import { test } from 'node:test'

import { observe, until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'
import { neverRespond, stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/', {
  rateLimit: { burst: Infinity, perSecond: Infinity },
})

const CALLS = 2000

/** @param {AbortSignal} signal */
const listeners = (signal) => getEventListeners(signal, 'abort').length

/** @param {AbortSignal} signal */
const start = (signal) =>
  Array.from({ length: CALLS }, () => observe(b24.call('crm.thing.get', {}, { signal })))

test('aborts all calls, without a warning', async (context) => {
  const warned = context.mock.method(process, 'emitWarning', () => {})
  const requests = stubFetch(context, neverRespond)
  const controller = new AbortController()
  const calls = start(controller.signal)
  await until(() => requests.length === CALLS)
  assert.equal(listeners(controller.signal), 1)
  controller.abort()
  await until(() => calls.every(({ isSettled }) => isSettled))
  assert.ok(calls.every(({ error }) => error.code === 'ABORTED'))
  assert.equal(listeners(controller.signal), 0)
  assert.equal(warned.mock.callCount(), 0)
})

test('has its listener until the last call has ended', async (context) => {
  /** @type {((body: string) => void)[]} */
  const responses = []
  stubFetch(context, () => new Promise((done) => responses.push(done)))
  const controller = new AbortController()
  const calls = start(controller.signal)
  await until(() => responses.length === CALLS)
  const [last, ...others] = responses
  for (const respond of others) respond('{"result":7}')
  await until(() => calls.filter(({ isSettled }) => isSettled).length === CALLS - 1)
  assert.equal(listeners(controller.signal), 1)
  last?.('{"result":7}')
  await until(() => calls.every(({ isSettled }) => isSettled))
  assert.ok(calls.every(({ value }) => value?.result === 7))
  assert.equal(listeners(controller.signal), 0)
})

test('aborts the later of two calls', async (context) => {
  const requests = stubFetch(context, (request, index) =>
    index === 0 ? '{"result":7}' : neverRespond(request),
  )
  const controller = new AbortController()
  const { signal } = controller
  assert.equal((await b24.call('crm.thing.get', {}, { signal })).result, 7)
  const later = observe(b24.call('crm.thing.get', {}, { signal }))
  await until(() => requests.length === 2)
  controller.abort()
  await until(() => later.isSettled)
  assert.equal(later.error?.code, 'ABORTED')
})
