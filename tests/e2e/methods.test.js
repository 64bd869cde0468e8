// Typed methods in JavaScript: parameters in every shape, results normalized.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame } = await openStage({ users: 300 })
const { frame } = await openFrame('module.html')
await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))

beforeEach(() => portal.control.clear())

suite('results by identifier', () => {
  test('are a Map with numeric keys in the portal’s order', async () => {
    const people = await frame.evaluate(async () => {
      const { result } = await b24.im.user.list.get({ ID: [9, 1, 999_999] })
      return {
        isMap: result instanceof Map,
        entries: [...result].map(([id, one]) => [id, one?.id]),
      }
    })
    const entries = [
      [9, 9],
      [1, 1],
      [999_999, undefined],
    ]
    assert.deepEqual(people, { isMap: true, entries })
  })

  test('an unknown person is null', async () => {
    const unknown = await frame.evaluate(
      async () => (await b24.im.user.list.get({ ID: 999_999 })).result.get(999_999) === null,
    )
    assert.ok(unknown)
  })

  test('an empty result is an empty Map', async () => {
    const sizes = await frame.evaluate(async () => [
      (await b24.im.department.employees.get({ ID: [9999] })).result.size,
      (await b24.im.search.user.list({ FIND: 'nobody at all' })).result.size,
    ])
    assert.deepEqual(sizes, [0, 0])
  })

  test('are a list on request', async () => {
    const list = await frame.evaluate(async () => {
      const { result } = await b24.im.user.list.get({ ID: [1, 999_999], RESULT_TYPE: 'array' })
      return result.map((person) => person?.id ?? null)
    })
    assert.deepEqual(list, [1, null])
  })

  test('contain users or identifiers', async () => {
    const [ids, people] = await frame.evaluate(async () => {
      const ids = await b24.im.department.employees.get({ ID: [1] })
      const people = await b24.im.department.employees.get({ ID: [1], USER_DATA: true })
      return [ids.result.get(1), people.result.get(1)?.map((person) => person.id)]
    })
    assert.ok(ids?.includes(1))
    assert.deepEqual(people, ids)
  })

  test('contain counters within a record', async () => {
    const counters = await frame.evaluate(async () => {
      const { result } = await b24.im.counters.get()
      return { all: result.TYPE?.ALL, chat: [...result.CHAT], lines: result.LINES.size }
    })
    assert.deepEqual(counters, {
      all: 8,
      chat: [
        [2, 3],
        [3, 2],
      ],
      lines: 0,
    })
  })

  test('are equal by name, by property and with a webhook', async () => {
    const entries = await frame.evaluate(async (address) => {
      const other = await sdk.B24.webhook(address)
      const call = await b24.call('im.department.managers.get', { ID: 1 })
      const hook = await other.call('im.department.managers.get', { ID: 1, USER_DATA: true })
      return [[...call.result], [...hook.result].map(([id, people]) => [id, people[0]?.id])]
    }, portal.webhook)
    assert.deepEqual(entries, [[[1, [1]]], [[1, 1]]])
  })
})

suite('identifiers in every shape', () => {
  /** @type {[source: string, sent: string][]} */
  const SHAPES = [
    ['[4, 5]', '4,5'],
    ['4', '4'],
    ["['4', 5]", '4,5'],
    ['new Set([4, 5])', '4,5'],
    ['new Uint32Array([4, 5])', '4,5'],
    ['{ length: 2, 0: 4, 1: 5 }', '4,5'],
    ['(function () { return arguments })(4, 5)', '4,5'],
    ['new Map([[4, "x"], [5, "y"]]).keys()', '4,5'],
    ["'[4,5]'", '4,5'],
  ]
  for (const [source, sent] of SHAPES) {
    test(source, async () => {
      await frame.evaluate(
        (source) => b24.im.user.list.get({ ID: new Function(`return ${source}`)() }),
        source,
      )
      const [request] = await portal.control.requests()
      const ids = [...new URLSearchParams(request?.body)].filter(([name]) => name.startsWith('ID'))
      assert.equal(ids.map(([, id]) => id).join(), sent)
      assert.equal(request?.preflight, false)
    })
  }

  test('sends 1,500 of them in one form', async () => {
    const size = await frame.evaluate(async () => {
      const ids = Array.from({ length: 1500 }, (_, at) => at + 1)
      return (await b24.im.user.list.get({ ID: ids })).result.size
    })
    assert.equal(size, 1500)
    assert.equal((await portal.control.requests()).length, 1)
  })

  for (const source of ['[]', '0', '-1', "'x'", '[1, -1]', '1.5', 'new Set()', 'true', '{}']) {
    test(`rejects ${source}`, async () => {
      const outcome = await frame.evaluate(
        (source) =>
          attempt(() => b24.im.user.list.get({ ID: new Function(`return (${source})`)() })),
        source,
      )
      assertFailed(outcome, {
        kind: 'input',
        code: 'INVALID_PARAMETER',
        method: 'im.user.list.get',
      })
      assert.deepEqual(await portal.control.requests(), [])
    })
  }
})

suite('special cases of single methods', () => {
  /** @type {[source: string, code: string, words: RegExp][]} */
  const INVALID_CALLS = [
    ["b24.user.search({ filter: { FIND: 'Jo' } })", 'INVALID_CONDITION', /everybody/],
    ["b24.user.search({ filter: { FIND: 'John', NAME: 'John' } })", 'INVALID_CONDITION', /FIND/],
    ["b24.im.search.user.list({ FIND: ' ' })", 'INVALID_PARAMETER', /1 character/],
    ["b24.im.search.department.list({ FIND: 'a' })", 'INVALID_PARAMETER', /2 characters/],
    ['b24.im.search.chat.list({})', 'MISSING_PARAMETER', /FIND_LINES/],
    ["b24.im.search.user.list({ FIND: 'ab' })", 'FIND_SHORT', /two or three/],
    ["b24.department.get({ sort: 'NAME', filter: { SORT: 5 } })", 'INVALID_PARAMETER', /SORT/],
    ["b24.department.get({ filter: { '>ID': 5 } })", 'INVALID_CONDITION', /operator/],
    ["b24.user.add({ EMAIL: 'a@b.c' })", 'MISSING_PARAMETER', /UF_DEPARTMENT/],
    ["b24.user.update({ ID: 1, LAST_LOGIN: '2026-01-01' })", 'UNKNOWN_PARAMETER', /LAST_LOGIN/],
    ["b24.im.user.status.set({ STATUS: 'asleep' })", 'INVALID_PARAMETER', /online dnd away break/],
  ]
  for (const [source, code, words] of INVALID_CALLS) {
    test(source, async () => {
      const outcome = await frame.evaluate(
        (source) => attempt(() => new Function('b24', `return ${source}`)(b24)),
        source,
      )
      assertFailed(outcome, { code })
      assert.match(outcome.error?.message ?? '', words)
    })
  }

  test('filters and sorts departments together', async () => {
    const names = await frame.evaluate(async () => {
      const { result } = await b24.department.get({
        filter: { PARENT: 1 },
        sort: 'NAME',
        order: 'DESC',
      })
      return result.map((department) => [department.PARENT, department.NAME ?? ''])
    })
    assert.ok(names.length > 1 && names.every(([parent]) => parent === 1))
    const sorted = names.map(([, name]) => String(name))
    assert.deepEqual(sorted, sorted.toSorted().toReversed())
  })

  test('batch is the client function, not a REST method', async () => {
    const outcome = await frame.evaluate(async () => (await b24.batch({ a: ['scope'] })).a.ok)
    assert.equal(outcome, true)
  })
})
