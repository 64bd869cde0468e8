// Deadlines and signals end every wait, also after a request that timed out.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { observe, settled, until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'
import { neverRespond, stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')

const TIMEOUT = 200

/** @type {readonly (readonly [string])[]} */
const COMMANDS = Array.from({ length: 51 }, () => /** @type {const} */ (['crm.thing.add']))

/** A full page of a list with more rows. */
const FIRST_PAGE = JSON.stringify({
  result: Array.from({ length: 50 }, (_, at) => ({ ID: at + 1 })),
  next: 50,
  total: 300,
})

/** @type {typeof neverRespond} */
const respondWhenAborted = ({ signal }) =>
  new Promise((done) => {
    signal.addEventListener('abort', () => setImmediate(() => done('{"result":[]}')))
  })

/** What a request may do after it timed out. */
const LATE = /** @type {const} */ ([
  ['fails', neverRespond],
  ['succeeds', respondWhenAborted],
])

for (const [happens, respond] of LATE) {
  suite(`after a request that timed out and then ${happens}`, () => {
    test('the next request of a batch times out', async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] })
      const requests = stubFetch(context, respond)
      const batch = observe(b24.batch(COMMANDS, { timeout: TIMEOUT }))
      await until(() => requests.length === 1)
      context.mock.timers.tick(TIMEOUT)
      await until(() => requests.length === 2)
      await settled()
      context.mock.timers.tick(TIMEOUT)
      await until(() => batch.isSettled)
      const codes = batch.value?.map((outcome) => outcome.ok || outcome.error.code)
      assert.deepEqual(codes, Array(51).fill('TIMEOUT'))
      assert.equal(requests[1]?.signal.aborted, true)
    })

    test('a signal aborts the next request of a batch', async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] })
      const requests = stubFetch(context, respond)
      const controller = new AbortController()
      const { signal } = controller
      const batch = observe(b24.batch(COMMANDS, { timeout: TIMEOUT, signal }))
      await until(() => requests.length === 1)
      context.mock.timers.tick(TIMEOUT)
      await until(() => requests.length === 2)
      await settled()
      controller.abort()
      await until(() => batch.isSettled)
      assert.equal(batch.error?.code, 'ABORTED')
      assert.equal(requests[1]?.signal.aborted, true)
    })

    test('a single page of a list times out', async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] })
      const requests = stubFetch(context, (request, index) =>
        index === 0 ? FIRST_PAGE : respond(request),
      )
      const list = observe(b24.list('crm.thing.list', {}, { timeout: TIMEOUT }).toArray())
      await until(() => requests.length === 2)
      assert.match(requests[1]?.url ?? '', /batch$/)
      for (let second = 0; second < 60 && !list.isSettled; second++) {
        await settled()
        context.mock.timers.tick(1000)
      }
      await until(() => list.isSettled)
      assert.equal(list.error?.code, 'TIMEOUT')
      assert.equal(list.error?.rows.length, 50)
      assert.doesNotMatch(requests.at(-1)?.url ?? '', /batch$/)
    })

    test('a list ends, because its first page has no time left', async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] })
      const requests = stubFetch(context, respond)
      const list = observe(b24.list('crm.thing.list', {}, { timeout: TIMEOUT }).toArray())
      await until(() => requests.length === 1)
      context.mock.timers.tick(TIMEOUT)
      await until(() => list.isSettled)
      assert.deepEqual([list.error?.code, list.error?.attempts], ['TIMEOUT', 1])
      assert.equal(requests.length, 1)
    })
  })
}

test('a signal aborts the wait before the next attempt of a list', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const requests = stubFetch(context, () => Promise.reject(new TypeError('no network')))
  const controller = new AbortController()
  const list = observe(b24.list('crm.thing.list', {}, { signal: controller.signal }).toArray())
  await until(() => requests.length === 1)
  await settled()
  assert.deepEqual([list.isSettled, requests.length], [false, 1])
  controller.abort()
  await until(() => list.isSettled)
  assert.equal(list.error?.code, 'ABORTED')
  context.mock.timers.tick(60_000)
  await settled()
  assert.equal(requests.length, 1)
})

test('a list aborted before its next attempt leaves no timer', async (context) => {
  const timers = () => process.getActiveResourcesInfo().filter((type) => type === 'Timeout').length
  const requests = stubFetch(context, () => Promise.reject(new TypeError('no network')))
  const controller = new AbortController()
  const before = timers()
  const list = observe(b24.list('crm.thing.list', {}, { signal: controller.signal }).toArray())
  await until(() => requests.length === 1)
  await settled()
  assert.equal(timers(), before + 2, 'the delay and the deadline')
  controller.abort()
  await until(() => list.isSettled)
  assert.equal(list.error?.code, 'ABORTED')
  assert.equal(timers(), before)
})
