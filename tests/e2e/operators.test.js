// Every documented operator, as a plain filter and with the builder, compared with the portal's rows.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { openStage } from './harness/stage.js'

// All users fit on one page.
const { portal, openTop } = await openStage({ users: 50 })
const page = await openTop('module.html')
await page.evaluate(async (webhook) => {
  globalThis.b24 = await sdk.B24.webhook(webhook)
}, portal.webhook)

/** @typedef {Record<string, any>} Row a user as the portal sends it */

/** @type {Row[]} */
const rows = (await (await fetch(`${portal.webhook}user.get?ADMIN_MODE=1`)).json()).result

const text = (/** @type {Row} */ row, /** @type {string} */ name) =>
  String(row[name] ?? '').toLowerCase()
const time = (/** @type {string} */ date) => Date.parse(date)

/** The median: some rows are before it, others after it. */
const middle = rows[Math.floor(rows.length / 2)] ?? {}
const id = Number(middle.ID)
const born = middle.DATE_REGISTER
const name = text(middle, 'LAST_NAME')
const [first, second] = [...new Set(rows.map((row) => row.PERSONAL_CITY).filter(Boolean))]
const isIn = (/** @type {Row} */ row) => [first, second].includes(row.PERSONAL_CITY)

/**
 * An operator with a field, the equivalent builder method, a value, and the predicate of the rows that
 * it finds according to the documentation.
 *
 * @type {[operator: string, field: string, method: string, value: unknown, finds: (row: Row) => boolean][]}
 */
const CONDITIONS = [
  [
    '',
    'LAST_NAME',
    'is',
    `${name.slice(0, 2)}%`,
    (row) => text(row, 'LAST_NAME').startsWith(name.slice(0, 2)),
  ],
  ['', 'ID', 'is', id, (row) => Number(row.ID) === id],
  ['', 'ACTIVE', 'is', true, (row) => row.ACTIVE],
  ['', 'ACTIVE', 'is', false, (row) => !row.ACTIVE],
  ['=', 'PERSONAL_CITY', 'equals', first, (row) => row.PERSONAL_CITY === first],
  ['=', 'PERSONAL_CITY', 'equals', [first, second], isIn],
  ['!', 'PERSONAL_CITY', 'notEquals', first, (row) => row.PERSONAL_CITY !== first],
  ['!=', 'PERSONAL_CITY', 'notEquals', first, (row) => row.PERSONAL_CITY !== first],
  ['!=', 'ACTIVE', 'notEquals', true, (row) => !row.ACTIVE],
  ['>', 'ID', 'greaterThan', id, (row) => Number(row.ID) > id],
  ['>=', 'ID', 'atLeast', id, (row) => Number(row.ID) >= id],
  ['<', 'ID', 'lessThan', id, (row) => Number(row.ID) < id],
  ['<=', 'ID', 'atMost', id, (row) => Number(row.ID) <= id],
  ['>', 'DATE_REGISTER', 'greaterThan', born, (row) => time(row.DATE_REGISTER) > time(born)],
  ['<=', 'DATE_REGISTER', 'atMost', born, (row) => time(row.DATE_REGISTER) <= time(born)],
  ['@', 'PERSONAL_CITY', 'in', [first, second], isIn],
  ['!@', 'PERSONAL_CITY', 'notIn', [first, second], (row) => !isIn(row)],
  ['@', 'ID', 'in', [1, id], (row) => [1, id].includes(Number(row.ID))],
  ['%', 'LAST_NAME', 'contains', 'а', (row) => text(row, 'LAST_NAME').includes('а')],
  ['!%', 'LAST_NAME', 'notContains', 'а', (row) => !text(row, 'LAST_NAME').includes('а')],
  ['=%', 'LAST_NAME', 'like', '%a_', (row) => /a.$/.test(text(row, 'LAST_NAME'))],
  ['%=', 'LAST_NAME', 'like', '%a_', (row) => /a.$/.test(text(row, 'LAST_NAME'))],
  ['!=%', 'EMAIL', 'notLike', 'a%', (row) => !text(row, 'EMAIL').startsWith('a')],
  ['!%=', 'EMAIL', 'notLike', 'a%', (row) => !text(row, 'EMAIL').startsWith('a')],
  ['%', 'UF_USR_BADGE', 'contains', '1', (row) => text(row, 'UF_USR_BADGE').includes('1')],
]

suite('operators', () => {
  test('the table has every documented operator', () => {
    const operators = new Set(CONDITIONS.map(([operator]) => operator))
    const documented = '= != ! > >= < <= @ !@ % !% =% %= !=% !%='.split(' ')
    assert.deepEqual([...operators].toSorted(), ['', ...documented].toSorted())
  })

  for (const [operator, field, method, value, finds] of CONDITIONS) {
    test(`${operator}${field} ${JSON.stringify(value)}, and ${method}()`, async () => {
      const expected = rows.filter(finds).map(({ ID }) => Number(ID))
      assert.ok(expected.length > 0 && expected.length < rows.length, `${expected.length} rows`)
      await portal.control.clear()
      const found = await page.evaluate(
        async ({ operator, field, method, value }) => {
          const where = /** @type {any} */ (sdk.B24.where)
          const filters = [{ [operator + field]: value }, where(field)[method](value)]
          const calls = filters.map((filter) => b24.user.get({ filter, ADMIN_MODE: true }))
          return (await Promise.all(calls)).map(({ result }) => result.map(({ ID }) => ID))
        },
        { operator, field, method, value },
      )
      assert.deepEqual(found, [expected, expected])
      assert.equal((await portal.control.requests()).length, 2)
    })
  }
})

suite('several conditions', () => {
  test('are combined with AND', async () => {
    const city = String(first)
    const expected = rows.filter((row) => row.PERSONAL_CITY === city && Number(row.ID) < id)
    const found = await page.evaluate(
      async ({ city, id }) => {
        const filter = sdk.B24.where('PERSONAL_CITY').equals(city).and('ID').lessThan(id)
        const { result } = await b24.user.get({ filter, ADMIN_MODE: true })
        return result.map(({ ID }) => ID)
      },
      { city, id },
    )
    assert.ok(expected.length > 0)
    assert.deepEqual(
      found,
      expected.map(({ ID }) => Number(ID)),
    )
  })

  test('leave the builder unchanged', async () => {
    const filters = await page.evaluate(() => {
      const start = sdk.B24.where('ACTIVE').equals(true)
      const names = [start.and('NAME').contains('a'), start.and('ID').atLeast(5), start]
      return names.map((filter) => JSON.stringify(filter))
    })
    assert.deepEqual(filters, [
      '{"=ACTIVE":true,"%NAME":"a"}',
      '{"=ACTIVE":true,">=ID":5}',
      '{"=ACTIVE":true}',
    ])
  })
})
