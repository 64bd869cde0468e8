// The option "maxAge": equal calls share one request and a young reply, by choice.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { observe, settled, until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'
import { neverRespond, stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
const rateLimit = { burst: Infinity, perSecond: Infinity }
const connect = () =>
  B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/', { rateLimit })

/** Responds with the number of the request, in an object. */
const numbered = (/** @type {unknown} */ _, /** @type {number} */ index) =>
  JSON.stringify({ result: { number: index + 1 } })

const MINUTE = { maxAge: 60_000 }

/** Calls a method with some identifier; returns the number of the request that had the reply. */
const caller = (/** @type {import('b24-wasm').B24} */ b24) => {
  return async (/** @type {unknown} */ id, /** @type {object} */ options = MINUTE) => {
    const { result } = await b24.call('crm.thing.get', { id }, options)
    return /** @type {{ number: number }} */ (/** @type {unknown} */ (result)).number
  }
}

test('nothing is shared or kept without the option', async (context) => {
  stubFetch(context, numbered)
  const get = caller(await connect())
  assert.deepEqual(await Promise.all([get(1, {}), get(1, {})]), [1, 2])
  assert.equal(await get(1), 3, 'the reply of a call without it is not kept')
  assert.equal(await get(1, {}), 4, 'a kept reply is not returned without it')
})

test('equal concurrent calls share one request', async (context) => {
  const requests = stubFetch(context, numbered)
  const get = caller(await connect())
  assert.deepEqual(await Promise.all([get(1), get(1), get(2), get('1')]), [1, 1, 2, 3])
  assert.equal(requests.length, 3)
})

test('a reply of that age or younger is returned', async (context) => {
  context.mock.timers.enable({ apis: ['Date'], now: 1_790_000_000_000 })
  stubFetch(context, numbered)
  const get = caller(await connect())
  assert.equal(await get(1), 1)
  context.mock.timers.tick(1000)
  assert.equal(await get(1, { maxAge: 1000 }), 1)
  assert.equal(await get(1, { maxAge: 999 }), 2)
  assert.equal(await get(1), 2)
  assert.equal(await get(1, { maxAge: 0 }), 2, 'it was received at this moment')
})

test('each caller has a copy', async (context) => {
  stubFetch(context, numbered)
  const b24 = await connect()
  const get = () => b24.call('crm.thing.get', {}, MINUTE)
  const [one, two] = /** @type {any[]} */ (await Promise.all([get(), get()]))
  one.result.number = 'changed'
  assert.equal(two.result.number, 1)
  assert.equal(/** @type {any} */ (await get()).result.number, 1)
})

test('forget() forgets, and calls on their way have their replies', async (context) => {
  stubFetch(context, numbered)
  const b24 = await connect()
  const get = caller(b24)
  assert.equal(await get(1), 1)
  b24.forget()
  assert.equal(await get(1), 2)
  const running = get(5)
  b24.forget()
  assert.deepEqual([await running, await get(5)], [3, 4])
})

test('an error is not kept', async (context) => {
  const requests = stubFetch(context, (request, index) =>
    index === 0 ? '{"error":"ERROR_CORE","error_description":"no"}' : numbered(request, index),
  )
  const get = caller(await connect())
  const codes = await Promise.allSettled([get(1), get(1)])
  for (const outcome of codes) {
    assert.equal(outcome.status === 'rejected' && outcome.reason.code, 'ERROR_CORE')
  }
  assert.equal(requests.length, 1)
  assert.equal(await get(1), 2)
})

test('an abort or a deadline ends one call, and the last one the request', async (context) => {
  const requests = stubFetch(context, neverRespond)
  const get = caller(await connect())
  const controllers = [new AbortController(), new AbortController()]
  const calls = controllers.map(({ signal }) => observe(get(1, { ...MINUTE, signal })))
  const late = observe(get(1, { ...MINUTE, timeout: 50 }))
  await until(() => requests.length === 1)
  controllers[0]?.abort()
  await until(() => calls[0]?.isSettled)
  assert.deepEqual([calls[0]?.error?.code, requests[0]?.signal.aborted], ['ABORTED', false])
  const started = Date.now()
  while (!late.isSettled && Date.now() < started + 10_000) {
    await new Promise((done) => setTimeout(done, 10))
  }
  assert.deepEqual([late.error?.code, requests[0]?.signal.aborted], ['TIMEOUT', false])
  assert.equal(calls[1]?.isSettled, false)
  controllers[1]?.abort()
  await until(() => calls[1]?.isSettled)
  await until(() => requests[0]?.signal.aborted)
  assert.equal(requests.length, 1)
})

test('a call with an aborted signal sends nothing', async (context) => {
  const requests = stubFetch(context, numbered)
  const get = caller(await connect())
  const signal = AbortSignal.abort()
  await assert.rejects(get(1, { ...MINUTE, signal }), { code: 'ABORTED' })
  assert.equal(requests.length, 0)
})

test('two clients share nothing', async (context) => {
  stubFetch(context, numbered)
  const [one, two] = [caller(await connect()), caller(await connect())]
  assert.deepEqual(await Promise.all([one(1), two(1)]), [1, 2])
})

test('a hundred replies are kept, the oldest is dropped', async (context) => {
  stubFetch(context, numbered)
  const get = caller(await connect())
  for (let id = 1; id <= 101; id++) assert.equal(await get(id), id)
  assert.equal(await get(101), 101)
  assert.equal(await get(1), 102)
})

suite('a shared call fails as any other does', () => {
  const MAX_AGE = 1000
  const REFUSAL = (/** @type {string} */ code) => () => `{"error":"${code}","error_description":""}`

  /**
   * Lets time pass until a call of a portal of its own has an outcome; returns its error and the time.
   *
   * @param {import('node:test').TestContext} context
   * @param {string} portal
   * @param {import('b24-wasm').CallOptions} options
   */
  async function failure(context, portal, options) {
    const b24 = await B24.webhook(`https://${portal}.bitrix24.com/rest/1/c0dec0dec0de/`)
    const start = Date.now()
    const call = observe(b24.call('crm.thing.get', {}, { timeout: 3050, ...options }))
    await settled()
    while (!call.isSettled) {
      context.mock.timers.tick(100)
      await settled()
      assert.ok(Date.now() - start < 60_000, 'it never ends')
    }
    const { code, attempts, method } = call.error
    return { code, attempts, method, time: Date.now() - start }
  }

  const cases = /** @type {const} */ ([
    ['QUERY_LIMIT_EXCEEDED', {}],
    ['OPERATION_TIME_LIMIT', {}],
    ['OPERATION_TIME_LIMIT', { waitIfBlocked: false }],
  ])
  for (const [index, [code, options]] of cases.entries()) {
    test(`${code} ${JSON.stringify(options)}`, async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_790_000_000_000 })
      context.mock.method(Math, 'random', () => 0.5)
      stubFetch(context, REFUSAL(code))
      const expected = await failure(context, `plain${index}`, options)
      assert.equal(expected.code, code)
      const shared = await failure(context, `shared${index}`, { ...options, maxAge: MAX_AGE })
      assert.deepEqual(shared, expected)
    })
  }
})

test('the deadline of one call names its method', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_790_000_000_000 })
  stubFetch(context, neverRespond)
  const b24 = await connect()
  const call = (/** @type {object} */ options) =>
    observe(b24.call('crm.thing.get', {}, { ...MINUTE, ...options }))
  const patient = call({})
  const hasty = call({ timeout: 500 })
  await settled()
  context.mock.timers.tick(500)
  await until(() => hasty.isSettled)
  assert.deepEqual([hasty.error?.code, hasty.error?.method], ['TIMEOUT', 'crm.thing.get'])
  assert.equal(patient.isSettled, false)
})

test('a call does not join a request that would end long before it', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_790_000_000_000 })
  const requests = stubFetch(context, (request, index) =>
    index === 0 ? neverRespond(request) : numbered(request, index),
  )
  const get = caller(await connect())
  const hasty = observe(get(1, { ...MINUTE, timeout: 1000 }))
  const other = observe(get(1, { ...MINUTE, timeout: 2000 }))
  await until(() => requests.length === 1)
  assert.equal(await get(1, { ...MINUTE, timeout: 2001 }), 2)
  context.mock.timers.tick(1000)
  await until(() => hasty.isSettled && other.isSettled)
  assert.deepEqual([hasty.error?.code, other.error?.code], ['TIMEOUT', 'TIMEOUT'])
  assert.equal(await get(1), 2, 'the reply is kept')
  assert.equal(requests.length, 2)
})

test('a page without structuredClone has copies, too', async (context) => {
  stubFetch(context, () => '{"result":{"3":[{"id":"7","name":"Zoe"}],"5":[]}}')
  const b24 = await connect()
  const get = () => b24.im.department.employees.get({ ID: [3, 5], USER_DATA: true }, MINUTE)
  const { structuredClone } = globalThis
  context.after(() => Object.assign(globalThis, { structuredClone }))
  const expected = (await get()).result
  Reflect.deleteProperty(globalThis, 'structuredClone')
  const { result } = await get()
  assert.ok(result instanceof Map)
  assert.deepEqual(result, expected)
  result.get(3)?.pop()
  assert.deepEqual((await get()).result, expected)
})
