// The options of a call that decide when it is sent, and whether again, with a stubbed `fetch`.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { observe, settled, until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'
import { neverRespond, stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

let portals = 0

/** Connects to a portal of its own, because all clients of one share its limits. */
const connect = (/** @type {object} */ options = {}) =>
  B24.webhook(`https://portal${portals++}.bitrix24.com/rest/1/c0dec0dec0de/`, options)

const reply = (/** @type {unknown} */ result) => JSON.stringify({ result })

/** The method of a request. */
const methodOf = (/** @type {{ url: string } | undefined} */ request) =>
  request?.url.split('/').at(-1)

/** Responds to each command of a batch. */
const runBatch = (/** @type {{ form: URLSearchParams }} */ { form }) => {
  const commands = [...form].filter(([name]) => name.startsWith('cmd['))
  const result = Object.fromEntries(commands.map(([name, text]) => [name.slice(4, -1), text]))
  return reply({ result })
}

suite('a call that is aborted while it waits', () => {
  test('leaves the queue, and is never sent', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_790_000_000_000 })
    const requests = stubFetch(context, () => reply('done'))
    const b24 = await connect({ rateLimit: { burst: 1, perSecond: 1 } })
    const controller = new AbortController()
    const call = (/** @type {AbortSignal} */ signal) =>
      observe(b24.call('crm.thing.add', {}, { pack: false, signal }))
    const { signal } = new AbortController()
    const calls = [call(signal), call(controller.signal), call(signal)]
    await until(() => calls[0]?.isSettled)
    assert.equal(b24.stats().waiting, 2)
    controller.abort()
    await until(() => calls[1]?.isSettled)
    assert.deepEqual([calls[1]?.error?.code, calls[1]?.error?.attempts], ['ABORTED', 0])
    assert.equal(b24.stats().waiting, 1)
    context.mock.timers.tick(1000)
    await until(() => calls[2]?.isSettled)
    assert.equal(calls[2]?.value?.result, 'done')
    context.mock.timers.tick(60_000)
    await settled()
    assert.deepEqual([requests.length, b24.stats().waiting], [2, 0])
  })

  test('has a TIMEOUT that names the limit', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_790_000_000_000 })
    const requests = stubFetch(context, () => reply('done'))
    const b24 = await connect({ rateLimit: { burst: 1, perSecond: 0.1 } })
    await b24.call('crm.thing.add')
    const call = observe(b24.call('crm.thing.add', {}, { timeout: 500 }))
    await settled()
    context.mock.timers.tick(500)
    await until(() => call.isSettled)
    assert.equal(call.error?.code, 'TIMEOUT')
    assert.match(call.error?.message, /waited for the portal's rate limit, and nothing was sent/)
    assert.equal(requests.length, 1)
  })

  test('after a refused token has a TIMEOUT with its request', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_790_000_000_000 })
    const body = '{"error":"expired_token","error_description":""}'
    const requests = stubFetch(context, () => ({ status: 401, text: async () => body }))
    const b24 = await B24.token({
      ...{ domain: 'refused.bitrix24.com', accessToken: 'old' },
      refresh: async () => ({ accessToken: 'new' }),
      rateLimit: { burst: 1, perSecond: 0.01 },
    })
    const call = observe(b24.call('crm.thing.add', {}, { timeout: 500 }))
    await until(() => b24.stats().refreshes === 1)
    await settled()
    context.mock.timers.tick(500)
    await until(() => call.isSettled)
    assert.deepEqual([call.error?.code, call.error?.attempts, requests.length], ['TIMEOUT', 1, 1])
    assert.doesNotMatch(call.error?.message, /nothing was sent/)
  })
})

suite('an aborted call has the number of its requests', () => {
  test('that was sent', async (context) => {
    const requests = stubFetch(context, neverRespond)
    const b24 = await connect({ rateLimit: { burst: 10, perSecond: 10 } })
    const controller = new AbortController()
    const { signal } = controller
    const call = observe(b24.call('crm.thing.add', {}, { signal }))
    const batch = observe(b24.batch([['crm.thing.add']], { signal }))
    await until(() => requests.length === 2)
    controller.abort()
    await until(() => call.isSettled && batch.isSettled)
    for (const { error } of [call, batch]) {
      assert.deepEqual([error.code, error.attempts], ['ABORTED', 1])
    }
  })

  test('in the pause before it is repeated', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_790_000_000_000 })
    context.mock.method(Math, 'random', () => 1)
    const requests = stubFetch(context, () => ({ status: 502, text: async () => '' }))
    const b24 = await connect({ rateLimit: { burst: 10, perSecond: 10 } })
    const controller = new AbortController()
    const call = observe(b24.call('crm.thing.get', {}, { signal: controller.signal }))
    await until(() => b24.stats().retries === 1)
    await settled()
    controller.abort()
    await until(() => call.isSettled)
    assert.deepEqual([call.error?.code, call.error?.attempts], ['ABORTED', 1])
    assert.equal(requests.length, 1)
  })
})

suite('calls that travel together', () => {
  for (const kept of [0, 1, 3, 4]) {
    test(`their requests are aborted with their last call; ${kept} of 6 stay`, async (context) => {
      const requests = stubFetch(context, neverRespond)
      const b24 = await connect({ rateLimit: { burst: 3, perSecond: 1 } })
      const calls = Array.from({ length: 6 }, () => {
        const controller = new AbortController()
        const { signal } = controller
        return { controller, outcome: observe(b24.call('crm.thing.get', {}, { signal })) }
      })
      await until(() => requests.length === 2)
      for (const { controller } of calls.slice(kept)) controller.abort()
      await until(() => calls.slice(kept).every(({ outcome }) => outcome.isSettled))
      for (const [at, { outcome }] of calls.entries()) {
        assert.equal(outcome.error?.code, at < kept ? undefined : 'ABORTED')
      }
      // The first request has the calls 1 to 3.
      const aborted = requests.map(({ signal }) => signal.aborted)
      assert.deepEqual(aborted, [kept === 0, kept <= 3])
      for (const { controller } of calls) controller.abort()
    })
  }

  test('large ones and unencodable ones have requests of their own', async (context) => {
    const requests = stubFetch(context, (request) =>
      methodOf(request) === 'batch' ? runBatch(request) : reply('alone'),
    )
    const b24 = await connect({ rateLimit: { burst: 6, perSecond: 1 } })
    const calls = [
      ...Array.from({ length: 6 }, (_, at) => b24.call('crm.thing.get', { id: at })),
      b24.call('crm.thing.add', { text: 'x'.repeat(30_000) }),
      b24.call('crm.thing.update', { fields: { TITLE: null } }),
    ]
    const results = (await Promise.all(calls)).map(({ result }) => result)
    const together = Array.from({ length: 6 }, (_, at) => `crm.thing.get?id=${at}`)
    assert.deepEqual(results, [...together, 'alone', 'alone'])
    const methods = requests.map(methodOf)
    assert.ok(methods.includes('crm.thing.add') && methods.includes('crm.thing.update'))
  })
})

suite('waitIfBlocked', () => {
  /** Blocks `crm.thing.list` for about two seconds. */
  async function block(/** @type {import('node:test').TestContext} */ context) {
    const resetAt = Math.ceil(Date.now() / 1000) + 1
    const time = { operating: 480, operating_reset_at: resetAt }
    const requests = stubFetch(context, (_, index) => {
      if (index === 0) return JSON.stringify({ result: [], time })
      if (index > 1) return reply('done')
      const body = '{"error":"OPERATION_TIME_LIMIT","error_description":"Method is blocked"}'
      return { status: 429, text: async () => body }
    })
    const b24 = await connect()
    const call = (/** @type {object} */ options) => b24.call('crm.thing.list', {}, options)
    await call({})
    return { b24, requests, call, resetAt: resetAt * 1000 }
  }

  test('true: the call waits until the portal admits the method', async (context) => {
    const { b24, requests, call, resetAt } = await block(context)
    const outcome = observe(call({}))
    await until(() => requests.length === 2)
    await settled()
    const [time] = b24.stats().operating
    const { method, operating, isBlocked } = time ?? {}
    assert.deepEqual([method, operating, isBlocked], ['crm.thing.list', 480_000, true])
    assert.equal(time?.resetAt, resetAt)
    assert.equal((await b24.call('crm.thing.get')).result, 'done', 'others go on')
    assert.equal(outcome.isSettled, false)
    const started = Date.now()
    while (!outcome.isSettled && Date.now() < started + 10_000) {
      await new Promise((done) => setTimeout(done, 20))
    }
    assert.equal(outcome.value?.result, 'done')
    assert.ok(Date.now() >= resetAt)
  })

  test('false: the call fails at once, and later ones are not sent', async (context) => {
    const { requests, call, resetAt } = await block(context)
    for (const sent of [2, 2]) {
      const { error } = await call({ waitIfBlocked: false }).then(
        () => ({ error: undefined }),
        (error) => ({ error }),
      )
      assert.deepEqual([error?.code, error?.kind], ['OPERATION_TIME_LIMIT', 'limit'])
      assert.equal(requests.length, sent)
    }
    assert.ok(Date.now() < resetAt)
  })
})

suite('idempotent', () => {
  const lose = () => Promise.reject(new TypeError('the connection was closed'))

  test('a write is sent once by default, and its error leaves the outcome open', async (context) => {
    const requests = stubFetch(context, lose)
    const b24 = await connect()
    const error = await b24.call('crm.thing.add').catch((error) => error)
    assert.deepEqual([error.code, error.attempts, error.retryable], ['NETWORK', 1, true])
    assert.equal(requests.length, 1)
  })

  test('a write is sent again if the caller allows it, at most three times', async (context) => {
    context.mock.method(Math, 'random', () => 0.01)
    const requests = stubFetch(context, (_, index) => (index < 2 ? lose() : reply('done')))
    const b24 = await connect()
    /** @type {unknown[]} */
    const retries = []
    b24.on('retry', (retry) => retries.push(retry))
    const { result } = await b24.call('crm.thing.add', {}, { idempotent: true })
    assert.deepEqual([result, requests.length], ['done', 3])
    assert.deepEqual(
      retries,
      [1, 2].map((attempt) => ({ method: 'crm.thing.add', attempt, code: 'NETWORK' })),
    )
  })

  test('the last error has the number of attempts', async (context) => {
    context.mock.method(Math, 'random', () => 0.01)
    const requests = stubFetch(context, lose)
    const b24 = await connect()
    const error = await b24.call('crm.thing.add', {}, { idempotent: true }).catch((error) => error)
    assert.deepEqual([error.code, error.attempts, requests.length], ['NETWORK', 4, 4])
    assert.match(error.message, /\(4 attempts\)$/)
  })
})
