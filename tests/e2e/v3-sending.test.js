// How calls and batches of REST 3.0 are sent, and what becomes of odd responses, with a stub of `fetch`.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @import * as Package from 'b24-wasm' */

/** @type {typeof Package} */
const { B24, B24Error } = await import(join(packageFolder, 'dist/b24.js'))
const NO_LIMIT = { rateLimit: { burst: 1000, perSecond: 1000 } }
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/', NO_LIMIT)
const v3 = /** @type {any} */ (b24.v3)

const item = (/** @type {string} */ code, /** @type {unknown} */ validation) => ({
  status: 400,
  text: async () =>
    JSON.stringify({
      error: { code: `BITRIX_REST_V3_EXCEPTION_${code}`, message: 'Is it wrong?', validation },
    }),
})

/** Responds to a batch with a result for each of its commands, and to a call with one. */
const respond = (/** @type {{ body: string }} */ { body }) => {
  const sent = JSON.parse(body)
  const result = (/** @type {any} */ { id = 0 }) => ({ item: { id } })
  return JSON.stringify({
    result: Array.isArray(sent) ? sent.map(({ query }) => result(query)) : result(sent),
  })
}

const lost = () => ({ status: 502, text: async () => '<html>Bad gateway</html>' })

/**
 * Returns the last parts of the paths of requests.
 *
 * @param {{ url: string }[]} requests
 */
const names = (requests) => requests.map(({ url }) => url.replace(/.*\/|\?.*/g, ''))

suite('a number with a fraction', () => {
  const filter = [['price', '=', B24.float3(10)]]

  test('stays one in a batch, also in one of several requests', async (context) => {
    const requests = stubFetch(context, respond)
    const commands = Array.from({ length: 51 }, () => ['some.thing.list', { filter }])
    await v3.batch(commands.slice(0, 2))
    await v3.batch(commands)
    const sent = '{"filter":[["price","=",10.0]]}'
    const counts = requests.map(({ body }) => body.split(sent).length - 1)
    assert.deepEqual(counts, [2, 50, 1])
    assert.deepEqual(
      requests.slice(1).map(({ body }) => JSON.parse(body).at(-1).as),
      ['49', '50'],
    )
  })

  test('stays one in calls together', async (context) => {
    const requests = stubFetch(context, respond)
    const options = { together: true }
    await Promise.all([
      v3.call('some.thing.list', { filter }, options),
      v3.call('some.thing.get', { id: 1 }, options),
    ])
    assert.equal(requests.length, 1)
    assert.ok(requests[0]?.body.includes('["price","=",10.0]'), requests[0]?.body)
  })
})

suite('a list', () => {
  for (const [method, params, count] of /** @type {const} */ ([
    ['tasks.task.add', { fields: { title: 'x', creatorId: 1, responsibleId: 1 } }, 1],
    ['partner.thing.change', {}, 1],
    ['partner.thing.list', {}, 4],
    ['tasks.task.list', {}, 4],
  ])) {
    test(`of ${method} whose response is lost is sent ${count} times`, async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout', 'Date'] })
      let isOver = false
      const requests = stubFetch(context, lost)
      const rows = v3.list(method, params).toArray()
      const end = rows.catch((/** @type {any} */ error) => error).finally(() => (isOver = true))
      while (!isOver) {
        await new Promise((done) => setImmediate(done))
        context.mock.timers.tick(500)
      }
      assert.equal((await end).kind, 'response')
      assert.equal(requests.length, count)
    })
  }

  test('has the cursor after the pages so far', async (context) => {
    const pages = [[1, 2], [3]]
    stubFetch(context, () => {
      const items = pages.shift()?.map((id) => ({ id }))
      return JSON.stringify({ result: { items, hasMore: pages.length > 0 } })
    })
    const list = b24.v3.list('main.eventlog.tail')
    assert.equal(list.cursor, undefined)
    assert.equal((await list.toArray()).length, 3)
    const from = list.cursor
    assert.ok(from)
    const requests = stubFetch(context, () => '{"result":{"items":[{"id":4}]}}')
    const news = b24.v3.list('main.eventlog.tail', {}, { from }).take(1)
    assert.deepEqual(await news.toArray(), [{ id: 4 }])
    assert.equal(JSON.parse(requests[0]?.body ?? '').cursor.value, 3)
  })
})

suite('calls together', () => {
  const options = { together: true }

  test('are not affected by one that a batch cannot have', async (context) => {
    const requests = stubFetch(context, respond)
    const replies = await Promise.all([
      v3.call('tasks.task.get', { id: 3 }, options),
      v3.call('some.thing.add', { id: 4, fields: { setting: { $ref: 'x' } } }, options),
      v3.call('tasks.task.get', { id: 5 }, options),
    ])
    assert.deepEqual(
      replies.map(({ result }) => result.item.id),
      [3, 4, 5],
    )
    assert.deepEqual(names(requests).sort(), ['batch', 'some.thing.add'])
  })

  test('are not affected by one with wrong parameters', async (context) => {
    const requests = stubFetch(context, respond)
    const [first, wrong, last] = await Promise.allSettled([
      v3.call('tasks.task.get', { id: 3 }, options),
      v3.call('tasks.task.get', { taskId: 3 }, options),
      v3.call('tasks.task.get', { id: 5 }, options),
    ])
    assert.deepEqual(
      [first, last].map(({ status }) => status),
      ['fulfilled', 'fulfilled'],
    )
    assert.equal(wrong.status === 'rejected' && wrong.reason.code, 'UNKNOWN_PARAMETER')
    assert.deepEqual(names(requests), ['batch'])
  })

  test('are sent again, each alone, after an unknown method, unless they select', async (context) => {
    const requests = stubFetch(context, (request) =>
      /batch|unknown/.test(request.url)
        ? item('METHODNOTFOUNDEXCEPTION', undefined)
        : respond(request),
    )
    const update = { id: 3, fields: { title: 'x' } }
    const send = (/** @type {object} */ params) =>
      Promise.allSettled([
        v3.call('tasks.task.update', update, options),
        v3.call('partner.unknown.get', params, options),
      ])
    const [written, unknown] = await send({ id: 1 })
    assert.equal(written.status, 'fulfilled')
    assert.equal(unknown.status, 'rejected')
    assert.deepEqual(names(requests), ['batch', 'tasks.task.update', 'partner.unknown.get'])
    const [perhaps] = await send({ id: 1, select: ['owner.name'] })
    assert.match(perhaps.status === 'rejected' && perhaps.reason.description, /may have been/)
  })

  test('travel together with the option "maxAge", too, and share equal replies', async (context) => {
    const requests = stubFetch(context, respond)
    const kept = { together: true, maxAge: 60_000 }
    const get = (/** @type {number} */ id) => v3.call('tasks.task.get', { id }, kept)
    const replies = await Promise.all([get(3), get(4), get(3)])
    assert.deepEqual(
      replies.map(({ result }) => result.item.id),
      [3, 4, 3],
    )
    await get(4)
    assert.deepEqual(names(requests), ['batch'])
    assert.equal(JSON.parse(requests[0]?.body ?? '').length, 2)
  })

  test('with the option "maxAge" end for a caller whose signal is aborted', async (context) => {
    const controller = new AbortController()
    const requests = stubFetch(context, (request) => {
      controller.abort()
      return respond(request)
    })
    const kept = { together: true, maxAge: 60_000 }
    const aborted = v3.call('tasks.task.get', { id: 13 }, { ...kept, signal: controller.signal })
    const other = v3.call('tasks.task.get', { id: 14 }, kept)
    await assert.rejects(aborted, { kind: 'aborted' })
    assert.equal((await other).result.item.id, 14)
    assert.deepEqual(names(requests), ['batch'])
  })

  test('of which the portal sends too few results fail where one is missing', async (context) => {
    stubFetch(context, () => '{"result":[{"item":{"id":3}}]}')
    const [first, missing] = await Promise.allSettled([
      v3.call('tasks.task.get', { id: 3 }, options),
      v3.call('tasks.task.get', { id: 4 }, options),
    ])
    assert.equal(first.status, 'fulfilled')
    assert.equal(missing.status === 'rejected' && missing.reason.code, 'NO_OUTCOME')
    assert.ok(missing.status === 'rejected' && missing.reason instanceof B24Error)
  })
})

suite('a batch', () => {
  test('with too few results has those, and continues', async (context) => {
    const requests = stubFetch(context, (request, at) =>
      at === 0 ? '{"result":[{"item":{"id":1}}]}' : respond(request),
    )
    const commands = Array.from({ length: 51 }, () => ['tasks.task.get', { id: 3 }])
    const outcomes = await v3.batch(commands)
    const codes = outcomes.map((/** @type {any} */ outcome) =>
      outcome.ok ? 'ok' : `${outcome.error.code} ${outcome.executed}`,
    )
    assert.deepEqual(codes, ['ok', ...Array(49).fill('NO_OUTCOME true'), 'ok'])
    assert.equal(requests.length, 2)
  })

  test('whose result is no list fails', async (context) => {
    stubFetch(context, () => '{"result":{"item":{"id":1}}}')
    const outcomes = await v3.batch({ a: ['tasks.task.get', { id: 3 }] })
    assert.equal(outcomes.a.error.code, 'INVALID_RESULT')
  })

  for (const secret of ['0123456789abcdef', 'a/b?x=1&auth=0123456789', 'batch']) {
    test(`rejects "${secret}" in place of a name`, async (context) => {
      const requests = stubFetch(context, respond)
      for (const command of [[secret, { id: 1 }], { method: secret }]) {
        const error = await v3.batch({ d: command }).catch((/** @type {any} */ error) => error)
        assert.equal(error.code, 'INVALID_METHOD')
        assert.match(error.description, /command d/)
        if (secret !== 'batch') assert.ok(!error.stack.includes(secret), error.stack)
      }
      assert.equal(requests.length, 0)
    })
  }

  const writes = {
    a: ['tasks.task.update', { id: 1, fields: { title: 'x' } }],
    b: ['some.thing.change', {}],
  }

  test('with an unknown method was not executed', async (context) => {
    stubFetch(context, () => item('METHODNOTFOUNDEXCEPTION', undefined))
    const { a } = await v3.batch(writes)
    assert.deepEqual([a.executed, a.error.code], [false, 'METHODNOTFOUNDEXCEPTION'])
    assert.doesNotMatch(a.error.description, /executed/)
    const selects = { ...writes, c: ['some.thing.list', { select: ['owner.name'] }] }
    const other = await v3.batch(selects)
    assert.equal(other.a.executed, true)
    assert.match(other.a.error.description, /may have been executed/)
  })

  test('that fails has advice after the end of the message', async (context) => {
    stubFetch(context, () => item('LOGICEXCEPTION', undefined))
    const { a } = await v3.batch(writes)
    assert.match(a.error.description, /Is it wrong\? One call/)
  })
})

suite('what is invalid in a request', () => {
  for (const [sent, expected] of /** @type {const} */ ([
    [
      [{ message: 'no', field: 'id' }, null, 5, 'x', [], { field: 'id' }, { message: 7 }],
      [{ message: 'no', field: 'id' }],
    ],
    [[{ message: 'no', field: null, other: 1 }], [{ message: 'no' }]],
    [[null], []],
    [{ message: 'no' }, undefined],
    ['no', undefined],
    [null, undefined],
  ])) {
    test(`is ${JSON.stringify(expected)} if the portal sends ${JSON.stringify(sent)}`, async (context) => {
      stubFetch(context, () => item('VALIDATION_REQUESTVALIDATIONEXCEPTION', sent))
      const error = await v3.tasks.task.get({ id: 1 }).catch((/** @type {any} */ error) => error)
      assert.ok(error instanceof B24Error)
      assert.deepEqual(error.validation, expected)
      const { a } = await v3.batch({ a: ['tasks.task.get', { id: 1 }] })
      assert.deepEqual(a.error.validation, expected)
    })
  }
})
