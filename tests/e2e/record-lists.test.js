// Lists of records by identifier: whole, in order, in as few requests as the portal allows, while
// records come and go.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openStage } from './harness/stage.js'

const { portal, openWebhook } = await openStage({ args: ['--deals', '5000'] })
const page = await openWebhook()

/**
 * Returns the identifiers of a list in a page, and the number of its requests.
 *
 * @param {string} method
 * @param {object} params
 */
async function list(method, params) {
  await portal.control.clear()
  const ids = await page.evaluate(
    async ([method, params]) => {
      const rows = await b24
        .list(/** @type {string} */ (method), /** @type {{}} */ (params))
        .toArray()
      return rows.map((/** @type {any} */ row) => Number(row.ID ?? row.id))
    },
    [method, params],
  )
  return { ids, requests: (await portal.control.requests()).length }
}

/**
 * Returns the total of a list.
 *
 * @param {string} method
 * @param {object} params
 */
function total(method, params) {
  return page.evaluate(
    async ([method, params]) =>
      (await b24.call(/** @type {string} */ (method), /** @type {{}} */ (params))).total,
    [method, params],
  )
}

/** @param {number[]} ids */
function assertAscending(ids) {
  assert(ids.every((id, at) => at === 0 || /** @type {number} */ (ids[at - 1]) < id))
}

test('5,000 deals take three requests', async () => {
  const { ids, requests } = await list('crm.deal.list', { select: ['TITLE'] })
  assert.equal(ids.length, 5_000)
  assertAscending(ids)
  assert.equal(requests, 3)
})

test('deals that come and go do not hide others', async () => {
  const before = (await list('crm.deal.list', { select: ['ID'] })).ids
  await portal.control.settings({ churn: { enabled: true, every: 1, added: 2, removed: 2 } })
  const { ids } = await list('crm.deal.list', { select: ['ID'] })
  await portal.control.settings({ churn: { enabled: false } })
  const after = new Set((await list('crm.deal.list', { select: ['ID'] })).ids)
  const seen = new Set(ids)
  assertAscending(ids)
  assert(before.some((id) => !after.has(id)))
  assert.deepEqual(
    before.filter((id) => after.has(id) && !seen.has(id)),
    [],
  )
})

for (const [method, params] of /** @type {[string, object][]} */ ([
  ['crm.lead.list', {}],
  ['crm.contact.list', {}],
  ['crm.company.list', {}],
  ['crm.activity.list', {}],
  ['crm.quote.list', {}],
  ['crm.requisite.list', { select: ['NAME'] }],
  ['crm.requisite.bankdetail.list', {}],
  ['crm.stagehistory.list', { entityTypeId: 1 }],
  ['crm.stagehistory.list', { entityTypeId: 1036, filter: { '!STAGE_ID': 'DT1036_7:CLIENT' } }],
  ['crm.item.list', { entityTypeId: 1036 }],
  ['crm.item.list', { entityTypeId: 1, select: ['title'] }],
  ['tasks.task.list', { select: ['TITLE'] }],
  ['catalog.product.list', { select: ['id', 'iblockId', 'name'], filter: { iblockId: 23 } }],
  ['catalog.price.list', {}],
  ['crm.item.productrow.list', { filter: { '=ownerType': 'D', '<ownerId': 200 } }],
])) {
  test(`${method} ${JSON.stringify(params)} is whole and in order`, async () => {
    const { ids, requests } = await list(method, params)
    assert(ids.length > 100)
    assert.equal(ids.length, await total(method, params))
    assertAscending(ids)
    assert.equal(requests, 2)
  })
}
