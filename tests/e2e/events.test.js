// The events of a client and the sums of them, in Node.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'

import { until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

const CODE = 'c0dec0dec0de'
const EXPIRED = '{"error":"expired_token","error_description":""}'
const EVENTS = /** @type {const} */ (['request', 'retry', 'limit', 'refresh', 'error'])

/** Connects to a portal of its own. @param {string} name */
const connect = (name) => B24.webhook(`https://${name}.bitrix24.com/rest/1/${CODE}/`)

/** Returns what a client reports, without durations. @param {import('b24-wasm').B24} b24 */
function observeEvents(b24) {
  /** @type {unknown[]} */
  const events = []
  for (const name of EVENTS) {
    b24.on(name, (event) => {
      const { duration: _, ...rest } = /** @type {{ duration?: number }} */ (event)
      events.push([name, rest])
    })
  }
  return events
}

test('a request: its bytes, its calls, and the room that is left', async (context) => {
  const body = JSON.stringify({ result: 'Зоя' })
  stubFetch(context, () => new Response(body))
  const b24 = await connect('bytes')
  const events = observeEvents(b24)
  await b24.call('crm.thing.get')
  const size = new TextEncoder().encode(body).length
  assert.deepEqual(events, [
    ['request', { method: 'crm.thing.get', calls: 1, status: 200, size, room: 49 }],
  ])
  const { requests, calls, size: sum } = b24.stats()
  assert.deepEqual([requests, calls, sum], [1, 1, size])
})

test('a call that is repeated, and one that fails', async (context) => {
  stubFetch(context, () => new Response('<html>', { status: 502 }))
  const b24 = await connect('failing')
  const events = observeEvents(b24)
  await assert.rejects(b24.call('crm.thing.get'), { code: 'HTTP_502', attempts: 4 })
  const method = 'crm.thing.get'
  const retry = (/** @type {number} */ attempt) => ['retry', { method, attempt, code: 'HTTP_502' }]
  const isRequest = (/** @type {unknown} */ event) => String(event).startsWith('request')
  assert.equal(events.filter(isRequest).length, 4)
  assert.deepEqual(
    events.filter((event) => !isRequest(event)),
    [
      ...[1, 2, 3].map(retry),
      ['error', { method, kind: 'response', code: 'HTTP_502', status: 502, attempts: 4 }],
    ],
  )
  const { retries, errors } = b24.stats()
  assert.deepEqual([retries, errors], [3, 1])
})

test('a refresh is one event for all calls that wait for it', async (context) => {
  stubFetch(context, ({ form }) => (form.get('auth') === 'new' ? '{"result":7}' : EXPIRED))
  const b24 = await B24.token({
    domain: 'refreshed.bitrix24.com',
    accessToken: 'old',
    refresh: async () => ({ accessToken: 'new' }),
  })
  const events = observeEvents(b24)
  await Promise.all(Array.from({ length: 3 }, () => b24.call('crm.thing.get')))
  const refreshes = events.filter((event) => String(event).startsWith('refresh'))
  assert.deepEqual(refreshes, [['refresh', { ok: true }]])
  assert.equal(b24.stats().refreshes, 1)
})

test('the limit: each client whose calls wait gets the event', async (context) => {
  stubFetch(context, ({ url }) => (url.includes('/batch') ? '{"result":{}}' : '{"result":7}'))
  const clients = [await connect('limited'), await connect('limited')]
  const [one, two] = clients.map(observeEvents)
  const controller = new AbortController()
  const { signal } = controller
  const calls = clients.flatMap((b24) =>
    Array.from({ length: 50 }, () => b24.call('crm.thing.add', { x: [] }, { signal })),
  )
  const outcomes = Promise.allSettled(calls)
  await calls[0]
  const first = ['limit', { waiting: 55, delay: 0, calls: 45, requests: 45 }]
  assert.deepEqual(one?.[0], first)
  assert.deepEqual(two?.[0], first)
  controller.abort()
  await outcomes
})

test('a secret that is passed in place of a method is in no event', async (context) => {
  stubFetch(context, () => new Response('', { status: 502 }))
  const clients = [
    await connect('secret'),
    await B24.token({ domain: 'secret.bitrix24.com', accessToken: CODE }),
  ]
  for (const b24 of clients) {
    const events = observeEvents(b24)
    for (const method of [CODE, `https://secret.bitrix24.com/rest/1/${CODE}/user.get`]) {
      await b24.call(method, {}, { idempotent: true }).catch((error) => error)
    }
    assert.ok(events.length >= 8, 'with its repetitions')
    assert.doesNotMatch(JSON.stringify(events), new RegExp(CODE))
  }
})

test('a call, a batch and a list that are rejected before anything is sent', async (context) => {
  const requests = stubFetch(context, () => '{"result":7}')
  const b24 = await connect('rejected')
  /** @type {unknown[]} */
  const events = []
  b24.on('error', ({ method, code, kind }) => events.push([method, code, kind]))
  const signal = AbortSignal.abort()
  const outcomes = await Promise.allSettled([
    b24.call('user.get', /** @type {any} */ ({ filter: { NOPE: 1 } })),
    b24.call('crm.thing.get', {}, /** @type {any} */ ({ nope: 1 })),
    b24.call('crm.thing.get', {}, { maxAge: -1 }),
    b24.call('crm.thing.get', {}, { maxAge: 1, signal }),
    b24.batch(/** @type {any} */ ([['bad name!']])),
    b24.list('bad name!').toArray(),
    b24.list('user.get', {}, /** @type {any} */ ({ nope: 1 })).toArray(),
  ])
  assert.ok(outcomes.every(({ status }) => status === 'rejected'))
  assert.deepEqual(events.map((event) => /** @type {any} */ (event)[1]).sort(), [
    ...['ABORTED', 'INVALID_METHOD', 'INVALID_METHOD', 'INVALID_OPTION', 'UNKNOWN_FIELD'],
    ...['UNKNOWN_OPTION', 'UNKNOWN_OPTION'],
  ])
  assert.ok(events.some((event) => String(event) === 'user.get,UNKNOWN_FIELD,input'))
  assert.deepEqual([b24.stats().errors, requests.length], [7, 0])
})

test('a shared call that fails is an error of each caller', async (context) => {
  stubFetch(context, () => '{"error":"ERROR_CORE","error_description":""}')
  const b24 = await connect('shared')
  const calls = [1, 2, 3].map(() => b24.call('crm.thing.get', {}, { maxAge: 1000 }))
  await Promise.allSettled(calls)
  const { errors, requests } = b24.stats()
  assert.deepEqual([errors, requests], [3, 1])
})

test('a listener of an unknown event is rejected', async () => {
  const b24 = await connect('unknown')
  for (const name of ['nope', 'toString', undefined]) {
    assert.throws(() => b24.on(/** @type {any} */ (name), () => {}), {
      code: 'INVALID_ARGUMENT',
      description: /request, retry, limit, refresh, error/,
    })
  }
})

test('what a listener throws or rejects with is reported, and breaks nothing', async (context) => {
  stubFetch(context, () => '{"result":7}')
  const b24 = await connect('throwing')
  /** @type {unknown[]} */
  const reported = []
  const { reportError } = globalThis
  context.after(() => Object.assign(globalThis, { reportError }))
  globalThis.reportError = (error) => void reported.push(error)
  b24.on('request', () => {
    throw 'thrown'
  })
  b24.on('request', async () => {
    throw 'rejected'
  })
  let calls = 0
  b24.on('request', () => void calls++)
  assert.equal((await b24.call('crm.thing.get')).result, 7)
  await until(() => reported.length === 2)
  assert.deepEqual([reported, calls], [['thrown', 'rejected'], 1])
})

test('a page without performance calls and refreshes', async (context) => {
  stubFetch(context, ({ form }) => (form.get('auth') === 'new' ? '{"result":7}' : EXPIRED))
  const { performance } = globalThis
  context.after(() => Object.assign(globalThis, { performance }))
  const b24 = await B24.token({
    domain: 'timeless.bitrix24.com',
    accessToken: 'old',
    refresh: async () => ({ accessToken: 'new' }),
  })
  /** @type {number[]} */
  const durations = []
  b24.on('request', ({ duration }) => durations.push(duration))
  Object.assign(globalThis, { performance: undefined })
  assert.equal((await b24.call('crm.thing.get')).result, 7)
  assert.equal(durations.length, 2)
  assert.ok(durations.every((duration) => duration >= 0 && duration < 10_000))
})
