// The records of the emulator, used by a page over the package.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openStage } from './harness/stage.js'

const { openWebhook } = await openStage({ args: ['--deals', '120'] })

test('a file makes a round trip from a page of another origin', async () => {
  const page = await openWebhook()
  const result = await page.evaluate(async () => {
    const content = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251)
    const storages = (await b24.disk.storage.getList()).result
    const id = storages[0]?.ROOT_OBJECT_ID
    /** @type {any} */
    const upload = (await b24.call('disk.folder.uploadfile', { id })).result
    const form = new FormData()
    form.append(upload.field, new Blob([content]), 'numbers.bin')
    const response = await fetch(upload.uploadUrl, { method: 'POST', body: form })
    const { result } = await response.json()
    /** @type {any} */
    const file = (await b24.call('disk.file.get', { id: result.ID })).result
    const downloaded = await fetch(file.DOWNLOAD_URL)
    const bytes = new Uint8Array(await downloaded.arrayBuffer())
    return {
      name: file.NAME,
      size: file.SIZE,
      same: bytes.length === content.length && bytes.every((byte, at) => byte === content[at]),
    }
  })
  assert.deepEqual(result, { name: 'numbers.bin', size: '300000', same: true })
  await page.close()
})

test("the batch of the documentation has the caller's deals", async () => {
  const page = await openWebhook()
  const { codes, owners } = await page.evaluate(async () => {
    const me = sdk.B24.ref('me', 'user.current')
    const outcomes = await b24.batch({
      me: ['user.current'],
      staff: ['im.department.employees.get', { ID: me.UF_DEPARTMENT, USER_DATA: true }],
      deals: ['crm.deal.list', { filter: { ASSIGNED_BY_ID: me.ID } }],
    })
    /** @type {any} */
    const { deals } = outcomes
    return {
      codes: Object.values(outcomes).map((outcome) => outcome.ok || outcome.error.code),
      owners: deals.result.map((/** @type {any} */ { ASSIGNED_BY_ID }) => ASSIGNED_BY_ID),
    }
  })
  assert.deepEqual(codes, [true, true, true])
  assert(owners.length > 0 && owners.every((/** @type {string} */ id) => id === '1'))
  await page.close()
})

test('the amount of a deal follows its product rows', async () => {
  const page = await openWebhook()
  const deal = await page.evaluate(async () => {
    const fields = { TITLE: 'Chairs', COMPANY_ID: 7 }
    const { result: id } = await b24.call('crm.deal.add', { fields })
    const rows = [{ PRODUCT_ID: 1, PRICE: 5, QUANTITY: 3 }]
    await b24.call('crm.deal.productrows.set', { id, rows })
    return /** @type {any} */ ((await b24.call('crm.deal.get', { id })).result)
  })
  assert.deepEqual([deal.TITLE, deal.OPPORTUNITY, deal.COMPANY_ID], ['Chairs', '15.00', '7'])
  await page.close()
})
