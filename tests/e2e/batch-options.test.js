// The options of a batch and a list that decide when their requests are sent, and whether again, with a
// stubbed `fetch`.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

const CODE = 'c0dec0dec0de'

let portals = 0

/** Connects to a portal of its own, because all clients of one share its limits. */
const connect = () => B24.webhook(`https://portal${portals++}.bitrix24.com/rest/1/${CODE}/`)

/** The error of work that must fail. */
const errorOf = (/** @type {Promise<unknown>} */ work) =>
  work.then(
    () => assert.fail('it succeeded'),
    (error) => error,
  )

const blocked = { error: 'OPERATION_TIME_LIMIT', error_description: 'Method is blocked' }

/** The outcomes of commands: those of the heavy method are refused while it is blocked. */
function runBatch(/** @type {URLSearchParams} */ form, /** @type {boolean} */ isBlocked) {
  /** @type {Record<string, Record<string, unknown>>} */
  const parts = { result: {}, result_error: {} }
  for (const [key, command] of form) {
    const isRefused = isBlocked && command.startsWith('crm.heavy.list')
    const part = parts[isRefused ? 'result_error' : 'result'] ?? {}
    part[key.slice(4, -1)] = isRefused ? blocked : []
  }
  return JSON.stringify({ result: parts })
}

/** A portal that blocks `crm.heavy.list` for about two seconds, which a batch has shown to a client. */
async function block(/** @type {import('node:test').TestContext} */ context) {
  const resetAt = (Math.ceil(Date.now() / 1000) + 1) * 1000
  const time = { operating: 480, operating_reset_at: resetAt / 1000 }
  const requests = stubFetch(context, ({ url, form }) => {
    const isBlocked = Date.now() < resetAt && requests.length > 1
    if (url.endsWith('/batch')) return runBatch(form, isBlocked)
    return JSON.stringify(isBlocked ? blocked : { result: [], time })
  })
  const b24 = await connect()
  await b24.call('crm.heavy.list')
  const [heavy, light] = await b24.batch([['crm.heavy.list'], ['crm.light.list']])
  assert.deepEqual([heavy?.ok, light?.ok], [false, true])
  return { b24, requests, resetAt }
}

suite('waitIfBlocked', () => {
  test('a refusal in a batch blocks the method for calls', async (context) => {
    const { b24, requests, resetAt } = await block(context)
    const [time] = b24.stats().operating
    assert.deepEqual(
      [time?.method, time?.isBlocked, time?.resetAt],
      ['crm.heavy.list', true, resetAt],
    )
    const call = b24.call('crm.heavy.list', {}, { waitIfBlocked: false })
    const error = await errorOf(call)
    assert.deepEqual([error.code, error.attempts], ['OPERATION_TIME_LIMIT', 0])
    assert.equal(requests.length, 2)
  })

  test('true: a batch waits until the portal admits its methods', async (context) => {
    const { b24, requests, resetAt } = await block(context)
    const outcomes = await b24.batch([['crm.light.list'], ['crm.heavy.list']])
    assert.deepEqual(
      outcomes.map(({ ok }) => ok),
      [true, true],
    )
    assert.ok(Date.now() >= resetAt)
    assert.equal(requests.length, 3)
  })

  test('false: the other commands of a batch run at once', async (context) => {
    const { b24, requests, resetAt } = await block(context)
    const options = { waitIfBlocked: false }
    const [light, heavy] = await b24.batch([['crm.light.list'], ['crm.heavy.list']], options)
    assert.equal(light?.ok, true)
    assert.ok(heavy && !heavy.ok)
    assert.deepEqual([heavy.error.code, heavy.executed], ['OPERATION_TIME_LIMIT', false])
    assert.equal(requests.length, 3)
    const [only] = await b24.batch([['crm.heavy.list']], options)
    assert.ok(only && !only.ok)
    assert.deepEqual([only.error.code, only.executed], ['OPERATION_TIME_LIMIT', false])
    assert.equal(requests.length, 3, 'nothing was sent')
    assert.ok(Date.now() < resetAt)
  })

  test('a list waits, or fails at once and can be continued', async (context) => {
    const { b24, requests, resetAt } = await block(context)
    const list = b24.list('crm.heavy.list', {}, { waitIfBlocked: false })
    const error = await errorOf(list.toArray())
    assert.deepEqual([error.code, error.attempts], ['OPERATION_TIME_LIMIT', 0])
    assert.deepEqual([requests.length, Date.now() < resetAt], [2, true])
    const rows = await b24.list('crm.heavy.list', {}, { from: error.cursor }).toArray()
    assert.deepEqual([rows, requests.length, Date.now() >= resetAt], [[], 3, true])
  })
})

suite('idempotent', () => {
  for (const [idempotent, sent] of /** @type {const} */ ([
    [false, 1],
    [true, 2],
  ])) {
    test(`${idempotent}: a batch that writes is sent ${sent} times`, async (context) => {
      context.mock.method(Math, 'random', () => 0.01)
      const requests = stubFetch(context, ({ form }, index) =>
        index > 0 ? runBatch(form, false) : Promise.reject(new TypeError('it was closed')),
      )
      const b24 = await connect()
      const [outcome] = await b24.batch([['crm.thing.add']], { idempotent })
      assert.deepEqual([outcome?.ok, requests.length], [idempotent, sent])
    })
  }
})

test('a secret that is passed as a method is in no retry and in no error', async (context) => {
  context.mock.method(Math, 'random', () => 0.01)
  const controller = new AbortController()
  stubFetch(context, (_, index) => {
    if (index === 0) return '{"error":"QUERY_LIMIT_EXCEEDED"}'
    controller.abort()
    return new Promise(() => {})
  })
  const b24 = await connect()
  /** @type {unknown[]} */
  const seen = []
  b24.on('retry', (retry) => seen.push(retry))
  const call = b24.call(CODE, {}, { signal: controller.signal })
  const { code, method, message } = await errorOf(call)
  assert.deepEqual(seen, [{ method: '***', attempt: 1, code: 'QUERY_LIMIT_EXCEEDED' }])
  assert.deepEqual([code, method], ['ABORTED', '***'])
  assert.ok(!message.includes(CODE), message)
})
