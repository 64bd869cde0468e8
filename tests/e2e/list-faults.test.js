// Lists in Node that a portal or an app makes difficult: no row is lost or returned twice.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { after, suite, test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { startPortal } from './harness/portal.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24, B24Error } = await import(resolve(packageFolder, 'dist/b24.js'))
const stubbed = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')

/** @type {<Row>(create: (index: number) => Row) => Row[]} */
const fullPage = (create) => Array.from({ length: 50 }, (_, index) => create(index))

test('ends at a repeated page although the loop changes its rows', async (context) => {
  const page = JSON.stringify({ result: fullPage((index) => ({ NAME: `n${index}` })) })
  const requests = stubFetch(context, () => page)
  let rows = 0
  for await (const row of stubbed.list('crm.thing.list')) {
    Object.assign(/** @type {object} */ (row), { seen: true, NAME: 'changed' })
    rows++
    assert.ok(rows <= 50, 'the list does not end')
  }
  assert.equal(rows, 50)
  assert.equal(requests.length, 2)
})

test('keeps rows whose identifiers differ in the last of 18 digits', async (context) => {
  const ids = Array.from({ length: 100 }, (_, index) =>
    String(170_000_000_000_000_000n + BigInt(index)),
  )
  stubFetch(context, ({ form }) => {
    const start = Number(form.get('start'))
    const result = ids.slice(start, start + 50).map((id) => ({ id }))
    return JSON.stringify({ result, total: 100, ...(start === 0 && { next: 50 }) })
  })
  const rows = await stubbed.list('crm.thing.list').toArray()
  assert.deepEqual(
    rows.map((row) => /** @type {any} */ (row).id),
    ids,
  )
})

suite('a list aborted before it returned all received pages', async () => {
  const portal = await startPortal({ users: 400 })
  after(() => portal.stop())
  await portal.control.settings({ bucket: { enabled: false } })
  const b24 = await B24.webhook(portal.webhook)

  /** @type {[strategy: string, params: object, cursor: string][]} */
  const LISTS = [
    ['by offset', { ADMIN_MODE: true, sort: 'LAST_NAME' }, 'start'],
    ['by keyset', { ADMIN_MODE: true }, 'after'],
  ]
  for (const [strategy, params, kind] of LISTS) {
    test(`${strategy}: continues after the returned rows`, async () => {
      const expected = (await b24.list('user.get', params).toArray()).map(({ ID }) => ID)
      assert.equal(expected.length, 400)

      await portal.control.clear()
      const controller = new AbortController()
      const { signal } = controller
      /** @type {number[]} */
      const ids = []
      let cursor = ''
      try {
        for await (const page of b24.list('user.get', params, { signal }).pages()) {
          ids.push(...page.map(({ ID }) => ID))
          if (ids.length === 100) controller.abort()
        }
      } catch (error) {
        assert.ok(error instanceof B24Error && error.code === 'ABORTED', String(error))
        cursor = error.cursor
      }
      assert.equal(ids.length, 100)
      assert.equal((await portal.control.requests()).length, 2, 'more pages were received')
      assert.equal(cursor.split(' ')[0], kind)

      const rest = await b24.list('user.get', params, { from: cursor }).toArray()
      assert.deepEqual([...ids, ...rest.map(({ ID }) => ID)], expected)
    })
  }
})
