// Batches of REST 3.0 in the portal's frame: one request, which stops at its first failure.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const stage = await openStage({ args: ['--tasks', '20'] })
const { control } = stage.portal
const older = await openStage({ browser: stage.browser, args: ['--rest3', 'j26', '--tasks', '20'] })
const { frame } = await stage.openFrame('module.html')
await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))

beforeEach(() => control.clear())

/** Returns the bodies of the requests. */
async function sent() {
  const requests = await control.requests()
  return requests.filter(({ preflight }) => !preflight).map(({ body }) => JSON.parse(body))
}

suite('a batch', () => {
  test('refers to earlier results, in both generations of the portal', async () => {
    for (const { openFrame } of [stage, older]) {
      const { page, frame } = await openFrame('module.html')
      const { found, same, access } = await frame.evaluate(async () => {
        const { B24 } = sdk
        const { v3 } = await B24.frame()
        const { some, found, same, access } = await v3.batch({
          some: ['tasks.task.list', { select: ['id'], filter: [['id', 'in', [3, 5, 7]]] }],
          found: [
            'tasks.task.list',
            {
              filter: [['id', 'in', B24.each3('some', 'tasks.task.list').id]],
              order: { id: 'DESC' },
            },
          ],
          same: [
            'tasks.task.get',
            { id: B24.ref3('some', 'tasks.task.list')[1].id, select: ['id'] },
          ],
          access: ['tasks.task.access.get', { id: B24.ref3('same', 'tasks.task.get').id }],
        })
        if (!some.ok || !found.ok || !same.ok || !access.ok) {
          throw [some, found, same, access].find(({ ok }) => !ok)
        }
        return {
          found: found.result.items.map(({ id }) => id),
          same: same.result.item.id,
          access: typeof access.result,
        }
      })
      assert.deepEqual(found, [7, 5, 3])
      assert.equal(same, 5)
      assert.equal(access, 'object')
      await page.close()
    }
    const [commands] = await sent()
    assert.deepEqual(commands[1].query.filter, [['id', 'in', { $refArray: 'some.id' }]])
    assert.deepEqual(commands[3].query, { id: { $ref: 'same.id' } })
  })

  test('in a list has outcomes in a list', async () => {
    const outcomes = await frame.evaluate(() =>
      b24.v3.batch([
        ['humanresources.node.count'],
        { method: 'tasks.task.get', params: { id: 3 } },
      ]),
    )
    assert.deepEqual(
      outcomes.map(({ ok }) => ok),
      [true, true],
    )
    assert.deepEqual(await frame.evaluate(() => b24.v3.batch({})), {})
  })

  test('that fails says what may have been executed', async () => {
    const { outcomes, title } = await frame.evaluate(async () => {
      const outcomes = await b24.v3.batch({
        written: ['tasks.task.update', { id: 3, fields: { title: 'Written' } }],
        missing: ['tasks.task.get', { id: 999_999 }],
        later: ['tasks.task.update', { id: 4, fields: { title: 'Never' } }],
      })
      const { result } = await b24.v3.tasks.task.get({ id: 3 })
      const list = Object.entries(outcomes).map(([name, outcome]) =>
        outcome.ok
          ? { name }
          : {
              name,
              executed: outcome.executed,
              code: outcome.error.code,
              description: outcome.error.description,
              isError: outcome.error instanceof sdk.B24Error,
            },
      )
      return { outcomes: list, title: result.item.title }
    })
    assert.equal(title, 'Written')
    assert.deepEqual(
      outcomes.map(({ name, executed, code, isError }) => [name, executed, code, isError]),
      ['written', 'missing', 'later'].map((name) => [name, true, 'ENTITYNOTFOUNDEXCEPTION', true]),
    )
    assert.match(outcomes[0]?.description ?? '', /those before it may have been executed/)
  })

  test('of more commands is several requests, of which the first failure is the last', async () => {
    const kinds = await frame.evaluate(async () => {
      const { v3 } = b24
      const commands = (/** @type {number} */ wrong) =>
        Array.from(
          { length: 120 },
          (_, at) => /** @type {const} */ (['tasks.task.get', { id: at === wrong ? 999_999 : 3 }]),
        )
      const all = await v3.batch(commands(-1))
      const some = await v3.batch(commands(60))
      const count = (/** @type {readonly { ok: boolean }[]} */ list) =>
        list.filter(({ ok }) => ok).length
      const last = some.at(-1)
      return [count(all), count(some), last && !last.ok && [last.error.code, last.executed]]
    })
    assert.deepEqual(kinds, [120, 50, ['NOT_EXECUTED', false]])
    assert.deepEqual(
      (await sent()).map(({ length }) => length),
      [50, 50, 20, 50, 50],
    )
  })

  test('costs one preflight, also if it has several requests', async () => {
    const commands = Array.from(
      { length: 120 },
      () => /** @type {const} */ (['tasks.task.get', { id: 3, select: ['id'] }]),
    )
    // The browser keeps the preflight of an address, which contains the token.
    await control.expireTokens()
    await frame.evaluate((commands) => b24.v3.batch(commands), commands)
    const requests = await control.requests()
    const batches = requests.filter(({ path }) => path === '/rest/api/batch')
    const accepted = batches.filter(({ status, preflight }) => status === 200 && !preflight)
    assert.equal(accepted.length, 3)
    const newest = batches.filter(({ query }) => query === accepted[0]?.query)
    const preflights = newest.filter(({ preflight }) => preflight).length
    assert.ok(preflights >= 1 && preflights < 3, `${preflights} preflights`)
  })

  test('is rejected before anything is sent', async () => {
    const outcomes = await frame.evaluate(async () => {
      const v3 = /** @type {any} */ (b24.v3)
      return [
        await attempt(() => v3.batch({ a: ['crm.deal.list'] })),
        await attempt(() => v3.batch({ a: ['tasks.task.get', { taskId: 5 }] })),
        await attempt(() => v3.batch({ 'a b': ['tasks.task.get', { id: 5 }] })),
        await attempt(() => v3.batch({ a: ['tasks.task.get', { id: sdk.B24.ref3('b').id }] })),
        await attempt(() => v3.batch({ a: ['tasks.task.add', { fields: { $ref: 'x' } }] })),
        await attempt(() => v3.batch({ a: 5 })),
        await attempt(() => v3.batch('x')),
        await attempt(() => v3.batch([], { haltOnError: true })),
      ]
    })
    for (const [at, code] of [
      ...['OTHER_REST_VERSION', 'UNKNOWN_PARAMETER', 'INVALID_NAME', 'INVALID_REFERENCE'],
      ...['INVALID_REFERENCE', 'INVALID_PARAMETERS', 'INVALID_PARAMETERS', 'UNKNOWN_OPTION'],
    ].entries()) {
      assertFailed(outcomes[at] ?? {}, { kind: 'input', code })
    }
    assert.deepEqual(await sent(), [])
  })

  test('that is aborted fails with the earlier outcomes', async () => {
    const outcome = await frame.evaluate(async () => {
      const signal = AbortSignal.abort()
      const error = await b24.v3
        .batch({ a: ['tasks.task.get', { id: 3 }] }, { signal })
        .catch((error) => error)
      return [error.kind, error.outcomes, error instanceof sdk.B24Error]
    })
    assert.deepEqual(outcome, ['aborted', {}, true])
  })
})
