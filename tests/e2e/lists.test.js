// Lists in the portal's frame: complete, in few requests, cancellable.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { recordRequests } from './harness/network.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame } = await openStage({ users: 5000 })
const { frame } = await openFrame('module.html')
await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))

beforeEach(() => portal.control.clear())
afterEach(() => portal.control.clearFaults())

const requests = async () => (await portal.control.requests()).length

suite('5,000 users', () => {
  test('take 3 requests without a preflight', async () => {
    const sent = await recordRequests(frame, portal.portal)
    const ids = await frame.evaluate(async () => {
      const ids = []
      for await (const user of b24.list('user.get', { ADMIN_MODE: true })) ids.push(user.ID)
      return ids
    })
    const recorded = await portal.control.requests()
    assert.deepEqual(ids, (await portal.control.company()).ids)
    assert.equal(ids.length, 5000)
    assert.deepEqual(
      recorded.map(({ method, preflight }) => ({ method, preflight })),
      Array(3).fill({ method: 'POST', preflight: false }),
    )
    assert.deepEqual(await sent(), ['POST', 'POST', 'POST'])
  })

  test('are available as pages with progress', async () => {
    const { lengths, progress, before, after } = await frame.evaluate(async () => {
      /** @type {import('b24-wasm').Progress[]} */
      const progress = []
      const onProgress = (/** @type {import('b24-wasm').Progress} */ at) => void progress.push(at)
      const list = b24.list('user.get', { ADMIN_MODE: true }, { onProgress })
      const before = list.total
      const lengths = []
      for await (const page of list.pages()) lengths.push(page.length)
      return { lengths, progress, before, after: list.total }
    })
    assert.deepEqual(lengths, Array(100).fill(50))
    assert.deepEqual([before, after], [undefined, 5000])
    assert.deepEqual(progress[0], { rows: 50, total: 5000, requests: 1, changed: false })
    assert.deepEqual(progress[1], { rows: 100, total: 5000, requests: 2, changed: false })
    assert.deepEqual(progress.at(-1), { rows: 5000, total: 5000, requests: 3, changed: false })
  })

  test('leaving the loop stops the requests', async () => {
    const first = await frame.evaluate(async () => {
      for await (const user of b24.list('user.get')) return user.ID
    })
    assert.equal(first, 1)
    assert.equal(await requests(), 1)
  })

  test('take() requests no additional page', async () => {
    const taken = await frame.evaluate(async () => {
      const list = b24.list('user.get', { select: ['ID'] })
      const lengths = []
      for (const count of [0, 1, 50, 51, 120]) {
        lengths.push((await list.take(count).toArray()).length)
      }
      return lengths
    })
    assert.deepEqual(taken, [0, 1, 50, 51, 120])
    assert.equal(await requests(), 0 + 1 + 1 + 2 + 2)
    const pages = (await portal.control.requests()).at(-1)?.body.match(/cmd%5B/g)
    assert.equal(pages?.length, 2, '120 rows are one page and two more')
  })

  test('have no duplicates in another order', async () => {
    const ids = await frame.evaluate(async () => {
      const rows = await b24.list('user.get', { sort: 'LAST_NAME', ADMIN_MODE: true }).toArray()
      return rows.map((user) => user.ID)
    })
    assert.equal(new Set(ids).size, 5000)
    assert.equal(await requests(), 3)
  })
})

suite('an early end', () => {
  test('a signal', async () => {
    const { outcome, rows } = await frame.evaluate(async () => {
      const controller = new AbortController()
      let rows = 0
      const outcome = await attempt(async () => {
        for await (const _ of b24.list('user.get', {}, { signal: controller.signal })) {
          if (++rows === 60) controller.abort()
        }
      })
      return { outcome, rows }
    })
    assertFailed(outcome, { kind: 'aborted', code: 'ABORTED', method: 'user.get' })
    assert.ok(rows >= 60 && rows <= 100)
    assert.equal(await requests(), 2)
  })

  test('a failing page returns the rows so far and a cursor', async () => {
    await portal.control.fault({
      name: 'error',
      code: 'ACCESS_DENIED',
      method: 'user.get',
      skip: 4,
    })
    const { outcome, rows, cursor } = await frame.evaluate(async () => {
      /** @type {any} */
      let thrown
      const outcome = await attempt(() =>
        b24
          .list('user.get', { ADMIN_MODE: true })
          .toArray()
          .catch((error) => {
            thrown = error
            throw error
          }),
      )
      return { outcome, rows: thrown.rows.length, cursor: thrown.cursor }
    })
    assertFailed(outcome, { kind: 'permission', code: 'ACCESS_DENIED', method: 'user.get' })
    assert.equal(rows, 200)
    await portal.control.clearFaults()
    const rest = await frame.evaluate(
      async (from) => (await b24.list('user.get', { ADMIN_MODE: true }, { from }).toArray()).length,
      cursor,
    )
    assert.equal(rest, 4800)
  })

  test('errors of onProgress reach the caller', async () => {
    const outcome = await frame.evaluate(() =>
      attempt(() => {
        const onProgress = () => {
          throw new Error('of the app')
        }
        return b24.list('user.get', {}, { onProgress }).toArray()
      }),
    )
    const error = assertFailed(outcome, {
      kind: 'input',
      code: 'CALLBACK_FAILED',
      method: 'user.get',
    })
    assert.match(error.everything, /of the app/, 'the cause is kept')
  })
})

suite('other lists', () => {
  test('a search by identifier lists its records', async () => {
    const { total, ids } = await frame.evaluate(async () => {
      const list = b24.list('im.search.user.list', { FIND: 'manager' })
      const people = await list.toArray()
      return { total: list.total, ids: people.map((person) => person.id) }
    })
    assert.ok(ids.length > 50 && new Set(ids).size === ids.length)
    assert.ok((total ?? 0) >= ids.length)
  })

  test('lists colleagues as numbers or users', async () => {
    const [numbers, people] = await frame.evaluate(async () => [
      await b24.list('im.department.colleagues.list').toArray(),
      (await b24.list('im.department.colleagues.list', { USER_DATA: true }).toArray()).map(
        (person) => person.id,
      ),
    ])
    assert.deepEqual(numbers, people)
    assert.ok((numbers?.length ?? 0) > 50)
  })

  test('rejects methods without pages at run time', async () => {
    const outcomes = await frame.evaluate(async () => {
      const untyped = /** @type {any} */ (b24)
      return [
        await attempt(() => untyped.list('im.user.list.get', { ID: [1] }).toArray()),
        await attempt(() => untyped.list('user.get', { start: 50 }).toArray()),
        await attempt(() => untyped.list('user.get', { filter: { LASTNAME: 'x' } }).toArray()),
        await attempt(() => untyped.list('user.get', {}, { from: 'elsewhere' }).toArray()),
      ]
    })
    const codes = ['NOT_A_LIST', 'INVALID_PARAMETER', 'UNKNOWN_FIELD', 'INVALID_CURSOR']
    outcomes.forEach(
      (outcome, at) => void assertFailed(outcome, { kind: 'input', code: codes[at] }),
    )
    assert.equal(await requests(), 0)
  })
})

/**
 * Lists a method while `fetch` is replaced by a portal that responds with these envelopes in order;
 * returns the outcome.
 *
 * @param {{ method: string, options?: import('b24-wasm').ListOptions, envelopes: object[] }} listing
 */
const listStubbed = (listing) =>
  frame.evaluate(async ({ method, options, envelopes }) => {
    const { fetch } = globalThis
    /** @type {string[]} */
    const sent = []
    globalThis.fetch = async (_, request) => {
      const body = new URLSearchParams(/** @type {string} */ (request?.body))
      sent.push(`${body.get('start')} ${body.get('offset')}`)
      return Response.json(envelopes[Math.min(sent.length, envelopes.length) - 1])
    }
    /** @type {import('b24-wasm').Progress[]} */
    const progress = []
    /** @type {unknown[][]} */
    const pages = []
    const outcome = await attempt(async () => {
      const onProgress = (/** @type {import('b24-wasm').Progress} */ at) => void progress.push(at)
      for await (const page of b24.list(method, {}, { ...options, onProgress }).pages()) {
        pages.push(page)
      }
    })
    globalThis.fetch = fetch
    return { outcome, pages, progress, sent }
  }, listing)

/** @param {number} from @param {number} to */
const rows = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => ({ id: from + at }))

suite('undescribed lists', () => {
  test('continue after a full page without total and next', async () => {
    const envelopes = [
      { result: rows(1, 50) },
      { result: rows(51, 100) },
      { result: rows(101, 120) },
    ]
    const { pages, sent } = await listStubbed({ method: 'crm.thing.list', envelopes })
    assert.deepEqual(pages.flat(), rows(1, 120))
    assert.deepEqual(sent, ['0 null', '50 null', '100 null'])
  })

  test('end at a repeated page', async () => {
    const envelopes = [{ result: rows(1, 50) }]
    const { pages, progress } = await listStubbed({ method: 'crm.thing.list', envelopes })
    assert.deepEqual(pages, [rows(1, 50)])
    assert.deepEqual(progress, [{ rows: 50, requests: 1, changed: false }])
  })

  test('select one of several lists in a result', async () => {
    const page = (/** @type {object[]} */ items, hasMore = false) => ({
      result: { items, copilot: null, messagesAutoDeleteConfigs: [], hasMore },
    })
    const envelopes = [page(rows(1, 40), true), page(rows(41, 45))]
    const method = 'im.thing.list'
    for (const known of [{ method, options: { rows: 'items' } }, { method: 'im.recent.list' }]) {
      const { pages, sent } = await listStubbed({ ...known, envelopes })
      assert.deepEqual(pages.flat(), rows(1, 45))
      assert.deepEqual(sent, ['0 null', '40 40'])
    }
    const { outcome } = await listStubbed({ method, envelopes })
    const description =
      "choose one of the lists in the result: { rows: 'items' } { rows: 'messagesAutoDeleteConfigs' }"
    assertFailed(outcome, { kind: 'input', code: 'NOT_A_LIST', method, description })
  })

  test('accept a map by identifier and reject a description of fields', async () => {
    const templates = { 39: { id: 39 }, 37: { id: 37 } }
    const method = 'crm.documentgenerator.template.list'
    const { pages } = await listStubbed({ method, envelopes: [{ result: { templates } }] })
    assert.deepEqual(pages, [[{ id: 37 }, { id: 39 }]])
    const envelopes = [{ result: { ID: { type: 'integer' }, TITLE: { type: 'string' } } }]
    for (const method of ['crm.lead.fields', 'crm.thing.describe']) {
      const { outcome } = await listStubbed({ method, envelopes })
      assertFailed(outcome, { kind: 'input', code: 'NOT_A_LIST', method })
      assert.match(outcome.error?.description ?? '', /call it/)
    }
  })

  test('report a total above the available rows', async () => {
    const envelopes = [
      { result: rows(1, 50), total: 71, next: 50 },
      { result: [], total: 71 },
    ]
    const { outcome, pages, progress, sent } = await listStubbed({
      method: 'crm.thing.list',
      envelopes,
    })
    assert.equal(outcome.error, undefined)
    assert.deepEqual(pages, [rows(1, 50)], 'no page is empty')
    assert.deepEqual(progress.at(-1), { rows: 50, total: 71, requests: 3, changed: true })
    assert.deepEqual(sent, ['0 null', '50 null', '50 null'])
  })
})

suite('parameters by position', () => {
  const elapsed = 'task.elapseditem.getlist'

  test('are rejected for a list with a suggestion', async () => {
    const { outcome, sent } = await listStubbed({ method: elapsed, envelopes: [{ result: [] }] })
    const error = assertFailed(outcome, { kind: 'input', code: 'NOT_A_LIST', method: elapsed })
    assert.match(error.description, /call it, as .* with \[5, \{ ID: 'asc' \}, .*NAV_PARAMS/)
    assert.deepEqual(sent, [])
  })

  test('are accepted by a call and a batch', async () => {
    await frame.evaluate(async (method) => {
      const params = [
        5,
        { ID: 'asc' },
        { '>ID': 1 },
        ['*'],
        { NAV_PARAMS: { nPageSize: 50, iNumPage: 1 } },
      ]
      await attempt(() => b24.call(method, params))
      await attempt(() => b24.batch([[method, params]]))
    }, elapsed)
    const [call, batch] = await portal.control.requests()
    const form = Object.fromEntries(new URLSearchParams(call?.body))
    assert.equal(form['0'], '5')
    assert.equal(form['1[ID]'], 'asc')
    assert.equal(form['4[NAV_PARAMS][iNumPage]'], '1')
    assert.equal(form['start'], undefined)
    assert.match(new URLSearchParams(batch?.body).get('cmd[0]') ?? '', /getlist\?0=5&1%5BID%5D=asc/)
  })
})

suite('concurrent changes', () => {
  test('keep permanent rows exactly once', async () => {
    const before = (await portal.control.company()).ids
    await portal.control.settings({ churn: { enabled: true, every: 1, added: 5, removed: 5 } })
    const ids = await frame.evaluate(async () => {
      const rows = await b24.list('user.get', { ADMIN_MODE: true, select: ['ID'] }).toArray()
      return rows.map((user) => user.ID)
    })
    await portal.control.settings({ churn: { enabled: false } })
    const after = (await portal.control.company()).ids
    assert.notDeepEqual(before, after)
    assert.equal(new Set(ids).size, ids.length)
    const found = new Set(ids)
    // The emulator never removes users whose identifier is divisible by 7.
    assert.deepEqual(
      before.filter((id) => id % 7 === 0 && !found.has(id)),
      [],
    )
  })
})
