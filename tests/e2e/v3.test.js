// Calls of REST 3.0 in the portal's frame, whose origin is another one.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const stage = await openStage({ args: ['--tasks', '60'] })
const { portal, openFrame, browser } = stage
const { control } = portal
const older = await openStage({ browser, args: ['--rest3', 'j26', '--tasks', '60'] })
const { page, frame } = await openFrame('module.html')
await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))

beforeEach(() => control.clear())

/** Returns the names of the requests after the preflights. */
async function sent() {
  const requests = await control.requests()
  return requests.filter(({ preflight }) => !preflight).map(({ path }) => path)
}

suite('the code of REST 3.0', () => {
  test('is loaded when it is first used, once', async () => {
    const files = () =>
      frame.evaluate(() =>
        performance.getEntriesByType('resource').filter(({ name }) => name.includes('b24.v3.js')),
      )
    assert.equal((await files()).length, 0)
    await frame.evaluate(() =>
      Promise.all([b24.v3.humanresources.node.count(), b24.v3.humanresources.employee.count()]),
    )
    assert.equal((await files()).length, 1)
  })
})

suite('a call', () => {
  test('is one request after a preflight', async () => {
    const { reply, requests } = await frame.evaluate(async () => {
      const before = b24.stats().requests
      const reply = await b24.v3.call('tasks.task.list', { select: ['title'] })
      return { reply, requests: b24.stats().requests - before }
    })
    assert.equal(reply.result.items.length, 50)
    assert.equal(typeof reply.result.items[0]?.title, 'string')
    assert.ok(reply.time)
    assert.equal(requests, 1)
    assert.deepEqual(
      (await control.requests()).map(({ preflight, path }) => [preflight, path]),
      [
        [true, '/rest/api/tasks.task.list'],
        [false, '/rest/api/tasks.task.list'],
      ],
    )
  })

  test('has a path, also one that begins with "call" or that nobody knows', async () => {
    const { title, kinds, unknown } = await frame.evaluate(async () => {
      const { result } = await b24.v3.tasks.task.get({ id: 7, select: ['id', 'title'] })
      const v3 = /** @type {any} */ (b24.v3)
      const kinds = [typeof v3.call.followup.list, typeof v3.then, 'toJSON' in v3]
      const unknown = await attempt(() => v3.partner.thing.get({ id: 5 }))
      return { title: result.item.title, kinds, unknown }
    })
    assert.equal(typeof title, 'string')
    assert.deepEqual(kinds, ['function', 'undefined', false])
    const { method } = assertFailed(unknown, { status: 404, code: 'METHODNOTFOUNDEXCEPTION' })
    assert.equal(method, 'partner.thing.get')
  })

  test('sends filters and dates as the portal reads them', async () => {
    const found = await frame.evaluate(async () => {
      const { B24 } = sdk
      const filter = B24.where3('id')
        .in([1, 2, 3])
        .and('id')
        .notIn([2])
        .or(B24.where3('id').between(7, 9).not())
      const { result } = await b24.v3.tasks.task.list({ filter, order: { id: 'ASC' } })
      await b24.v3.tasks.task.update({
        id: 1,
        fields: { deadline: new Date('2026-05-01T10:00:00.123Z') },
      })
      return result.items.map(({ id }) => id)
    })
    const all = Array.from({ length: 60 }, (_, at) => at + 1)
    const expected = all.filter((id) => id < 7 || id > 9)
    assert.deepEqual(found, expected.slice(0, 50))
    const last = (await control.requests()).at(-1)
    assert.match(last?.body ?? '', /"deadline":"2026-05-01T10:00:00\+00:00"/)
  })

  test('replies to equal calls with the option "maxAge" once', async () => {
    await frame.evaluate(async () => {
      const options = { maxAge: 60_000 }
      await Promise.all([
        b24.v3.tasks.task.get({ id: 3 }, options),
        b24.v3.tasks.task.get({ id: 3 }, options),
      ])
      b24.forget()
    })
    assert.equal((await sent()).length, 1)
  })
})

suite('a token that has expired', () => {
  test('is refreshed once for concurrent calls of both versions', async () => {
    await control.expireTokens()
    const { refreshes } = await frame.evaluate(async () => {
      const before = b24.stats().refreshes
      await Promise.all([b24.v3.tasks.task.get({ id: 3 }), b24.tasks.task.get({ taskId: 4 })])
      return { refreshes: b24.stats().refreshes - before }
    })
    assert.equal(refreshes, 1)
    const paths = ['/rest/api/tasks.task.get', '/rest/tasks.task.get']
    assert.deepEqual(
      (await sent()).sort(),
      paths.flatMap((path) => [path, path]),
    )
  })
})

suite('an error', () => {
  test('has the code without its prefix, and what is invalid', async () => {
    for (const { openFrame } of [stage, older]) {
      const { page, frame } = await openFrame('module.html')
      const outcome = await frame.evaluate(async () => {
        const b24 = await sdk.B24.frame()
        const error = await b24.v3
          .call('tasks.task.add', /** @type {any} */ ({ fields: { creatorId: 1 } }))
          .catch((error) => error)
        return [error instanceof sdk.B24Error, error.code, error.kind, error.validation]
      })
      assert.deepEqual(outcome.slice(0, 2), [true, 'VALIDATION_REQUESTVALIDATIONEXCEPTION'])
      assert.equal(typeof outcome[3][0].message, 'string')
      await page.close()
    }
  })

  test('of a list of an older portal has the code, too', async () => {
    const { page, frame } = await older.openFrame('module.html')
    const outcome = await frame.evaluate(() =>
      attempt(async () =>
        (await sdk.B24.frame()).v3.tasks.task.list(/** @type {any} */ ({ select: ['nothing'] })),
      ),
    )
    assertFailed(outcome, { code: 'UNKNOWNDTOPROPERTYEXCEPTION', status: 400 })
    await page.close()
  })

  test('in the form of the earlier version is an error, too', async () => {
    await control.fault({ name: 'error', method: 'api/tasks.task.get', code: 'OVERLOAD_LIMIT' })
    const outcome = await frame.evaluate(() => attempt(() => b24.v3.tasks.task.get({ id: 3 })))
    assertFailed(outcome, { code: 'OVERLOAD_LIMIT' })
    await control.clearFaults()
  })

  test('is thrown before anything is sent', async () => {
    const outcomes = await frame.evaluate(async () => {
      const v3 = /** @type {any} */ (b24.v3)
      const where3 = /** @type {any} */ (sdk.B24.where3)
      return [
        await attempt(() => v3.call('crm.deal.list', {})),
        await attempt(() => v3.tasks.task.list({ filters: [] })),
        await attempt(() => v3.tasks.task.list({ filter: { '>id': 1 } })),
        await attempt(() => v3.tasks.task.list({ filter: where3('id').in(undefined) })),
        await attempt(() => v3.tasks.task.get()),
        await attempt(() => v3.call('0123456789abcdef', { id: 1 })),
        await attempt(() => v3.call('batch', [])),
        await attempt(() => v3.call(5)),
        await attempt(() => v3.tasks.task.get({ id: 1 }, { pack: true })),
        await attempt(() => v3.tasks.task.get({ id: sdk.B24.ref3('a').id })),
        await attempt(() => v3.tasks.task.delete({ id: 1 }, { maxAge: 5 })),
        await attempt(() => v3.tasks.task.list({ filter: where3('id').contains('x') })),
        await attempt(async () => sdk.B24.where3(/** @type {any} */ (undefined))),
      ]
    })
    const codes = [
      ...['OTHER_REST_VERSION', 'UNKNOWN_PARAMETER', 'INVALID_FILTER', 'INVALID_CONDITION'],
      ...['MISSING_PARAMETER', 'INVALID_METHOD', 'INVALID_METHOD', 'INVALID_METHOD'],
      ...['UNKNOWN_OPTION', 'INVALID_REFERENCE', 'NOT_A_READ', 'UNKNOWN_OPERATOR'],
      'INVALID_ARGUMENT',
    ]
    for (const [at, code] of codes.entries()) {
      assertFailed(outcomes[at] ?? {}, { kind: 'input', code }, ['0123456789abcdef'])
    }
    assert.deepEqual(await sent(), [])
  })

  test('of a method of the earlier version names the other one', async () => {
    const outcome = await frame.evaluate(() =>
      attempt(() => b24.v3.call(/** @type {any} */ ('crm.deal.list'))),
    )
    assert.match(assertFailed(outcome, {}).description, /2\.0|b24\.call/)
  })
})

suite('calls together', () => {
  test('are one batch', async () => {
    const ids = await frame.evaluate(async () => {
      const options = { together: true }
      const replies = await Promise.all(
        [3, 4, 5].map((id) => b24.v3.tasks.task.get({ id, select: ['id'] }, options)),
      )
      return replies.map(({ result }) => result.item.id)
    })
    assert.deepEqual(ids, [3, 4, 5])
    assert.deepEqual(await sent(), ['/rest/api/batch'])
  })

  test('with other options are other requests', async () => {
    await frame.evaluate(() =>
      Promise.all([
        b24.v3.tasks.task.get({ id: 3 }, { together: true }),
        b24.v3.tasks.task.get({ id: 4 }, { together: true, timeout: 9_000 }),
      ]),
    )
    assert.deepEqual(await sent(), ['/rest/api/tasks.task.get', '/rest/api/tasks.task.get'])
  })

  test('are sent again, each alone, if one fails and they only read', async () => {
    const outcomes = await frame.evaluate(async () => {
      const options = { together: true }
      return Promise.all([
        attempt(() => b24.v3.tasks.task.get({ id: 3 }, options)),
        attempt(() => b24.v3.tasks.task.get({ id: 999_999 }, options)),
        attempt(() => b24.v3.tasks.task.update({ id: 3, fields: { title: 'x' } }, options)),
      ])
    })
    assert.equal(outcomes[0]?.value.result.item.id, 3)
    assertFailed(outcomes[1] ?? {}, { code: 'ENTITYNOTFOUNDEXCEPTION', method: 'tasks.task.get' })
    const failed = assertFailed(outcomes[2] ?? {}, { code: 'ENTITYNOTFOUNDEXCEPTION' })
    assert.match(failed.description, /may have been executed/)
    assert.deepEqual(await sent(), [
      '/rest/api/batch',
      '/rest/api/tasks.task.get',
      '/rest/api/tasks.task.get',
    ])
  })
})

suite('over BX24.js', () => {
  test('every method is rejected before anything is sent', async () => {
    const { page, frame } = await stage.openFrame('bridge.html')
    await control.clear()
    const outcomes = await frame.evaluate(async () => {
      const { v3 } = await sdk.B24.bridge(BX24)
      return [
        await attempt(() => v3.tasks.task.list()),
        await attempt(() => v3.list('tasks.task.list').toArray()),
        await attempt(() => v3.tasks.task.get({ id: 1 }, { together: true })),
      ]
    })
    for (const outcome of outcomes) assertFailed(outcome, { kind: 'input', code: 'NO_REST_3' })
    assert.deepEqual(await sent(), [])
    await page.close()
  })
})

suite('the client', () => {
  test('is closed with its page', () => page.close())
})
