// Lists of the CRM, tasks and the catalogue in a browser: whole, in order, in few requests.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { openStage } from './harness/stage.js'

const { portal, openWebhook } = await openStage({ args: ['--deals', '5000'] })
const { control } = portal

/**
 * Lists a method in a page; returns the identifiers, and the requests.
 *
 * @param {string} method
 * @param {object} [params]
 */
async function list(method, params = {}) {
  const page = await openWebhook()
  await control.clear()
  const ids = await page.evaluate(
    async ({ method, params }) => {
      /** @type {any[]} */
      const rows = await b24.list(/** @type {string} */ (method), params).toArray()
      return rows.map(({ ID, id }) => Number(ID ?? id))
    },
    { method, params },
  )
  await page.close()
  return { ids, requests: (await control.requests()).length }
}

/** @param {number[]} ids */
const isAscending = (ids) => ids.every((id, at) => at === 0 || id > Number(ids[at - 1]))

/** The portal demands these fields. */
const CATALOG = { select: ['id', 'iblockId'], filter: { iblockId: 14 } }

test('5,000 deals take three requests', async () => {
  const { ids, requests } = await list('crm.deal.list', { select: ['TITLE'] })
  assert.equal(ids.length, 5000)
  assert.ok(isAscending(ids))
  assert.equal(requests, 3)
})

test('deals that exist all the time are listed once, while others come and go', async () => {
  const page = await openWebhook()
  const { rows, kept } = await page.evaluate(async () => {
    /** @type {any} */
    const { result } = await b24.call('crm.deal.list', { select: ['ID'], order: { ID: 'ASC' } })
    const victims = result
      .map((/** @type {any} */ { ID }) => ID)
      .filter((/** @type {string} */ _, /** @type {number} */ at) => at % 2 === 0)
    /** @type {string[]} */
    const rows = []
    for await (const page of b24.list('crm.deal.list', { select: ['ID'] }).pages()) {
      rows.push(...page.map((/** @type {any} */ { ID }) => ID))
      const id = victims.pop()
      if (id) await b24.call('crm.deal.delete', { id })
      await b24.call('crm.deal.add', { fields: { TITLE: 'New' } })
    }
    /** @type {any[]} */
    const all = await b24.list('crm.deal.list', { select: ['ID'] }).toArray()
    return { rows, kept: all.map(({ ID }) => ID).filter((id) => Number(id) <= 5000) }
  })
  const listed = new Set(rows)
  assert.equal(listed.size, rows.length, 'no deal twice')
  assert.ok(kept.length > 4900)
  for (const id of kept) assert.ok(listed.has(id), id)
  await page.close()
})

suite('whole and in order', () => {
  for (const [method, params] of /** @type {const} */ ([
    ['crm.lead.list', {}],
    ['crm.contact.list', { order: { ID: 'ASC' } }],
    ['crm.company.list', {}],
    ['crm.activity.list', {}],
    ['crm.item.list', { entityTypeId: 2 }],
    ['tasks.task.list', {}],
    ['catalog.product.list', CATALOG],
  ])) {
    test(method, async () => {
      const { ids, requests } = await list(method, params)
      assert.ok(ids.length > 50, `${ids.length} rows`)
      assert.ok(isAscending(ids))
      const pages = Math.ceil(ids.length / 50)
      assert.ok(
        requests <= 1 + Math.ceil(pages / 50) + 1,
        `${requests} requests for ${pages} pages`,
      )
    })
  }
})
