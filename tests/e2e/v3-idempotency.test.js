// The key of a write of REST 3.0, by which the portal recognizes a repetition of its request.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @import * as Package from 'b24-wasm' */

/** @type {typeof Package} */
const { B24 } = await import(join(packageFolder, 'dist/b24.js'))

const WEBHOOK = 'https://example.bitrix24.com/rest/1/c0dec0dec0de/'
const NO_LIMIT = { rateLimit: { burst: 1000, perSecond: 1000 } }

/**
 * Records the keys of the requests that some work sends.
 *
 * @param {import('node:test').TestContext} context
 * @param {string[]} replies
 * @param {() => Promise<unknown>} work
 */
async function keysOf(context, replies, work) {
  const requests = stubFetch(context, () => replies.shift() ?? '{"result":{"item":{"id":7}}}')
  await work()
  return requests.map(({ headers }) => headers['idempotency-key'] ?? null)
}

const add = (/** @type {Package.B24} */ b24) =>
  b24.v3.tasks.task.add({ fields: { title: 'x', creatorId: 1, responsibleId: 1 } })

suite('the key of a write', () => {
  test('is sent over a webhook outside a browser, another one with each call', async (context) => {
    const keys = await keysOf(context, [], async () => {
      const b24 = await B24.webhook(WEBHOOK, NO_LIMIT)
      await add(b24)
      await add(b24)
    })
    assert.equal(keys.length, 2)
    for (const key of keys) assert.match(key ?? '', /^[!-~]{1,255}$/)
    assert.notEqual(keys[0], keys[1])
  })

  test('is the same if the portal refuses the request for its limit', async (context) => {
    const limit = '{"error":"QUERY_LIMIT_EXCEEDED","error_description":"Too many requests"}'
    const keys = await keysOf(context, [limit], async () => add(await B24.webhook(WEBHOOK)))
    assert.equal(keys.length, 2)
    assert.ok(keys[0])
    assert.equal(keys[0], keys[1])
  })

  test('is not sent with reads, batches and methods of REST 2.0', async (context) => {
    const replies = ['{"result":{"items":[]}}', '{"result":[{"item":{"id":7}}]}', '{"result":7}']
    const keys = await keysOf(context, replies, async () => {
      const b24 = await B24.webhook(WEBHOOK, NO_LIMIT)
      await b24.v3.tasks.task.list({ filter: [['id', 7]] })
      await b24.v3.batch([['tasks.task.update', { id: 7, fields: { title: 'x' } }]])
      await b24.call('crm.thing.add', { fields: {} })
    })
    assert.deepEqual(keys, [null, null, null])
  })

  test('is not sent with a token', async (context) => {
    const token = { accessToken: 'a'.repeat(40), expiresIn: 3600 }
    const keys = await keysOf(context, [], async () =>
      add(await B24.token({ domain: 'https://example.bitrix24.com', ...token })),
    )
    assert.deepEqual(keys, [null])
  })

  test('is not sent from a page, where the browser would ask for the header', async (context) => {
    Object.assign(globalThis, { location: { href: 'https://app.example.com/' } })
    context.after(() => Reflect.deleteProperty(globalThis, 'location'))
    const keys = await keysOf(context, [], async () => add(await B24.webhook(WEBHOOK, NO_LIMIT)))
    assert.deepEqual(keys, [null])
  })
})

suite('a call without checks', () => {
  test('sends any name and parameters, and numbers with a fraction', async (context) => {
    const requests = stubFetch(context, () => '{"result":{"items":[]}}')
    const b24 = await B24.webhook(WEBHOOK, NO_LIMIT)
    const call = /** @type {any} */ (b24.v3.call)
    const params = { filters: [], price: B24.float3(10), rate: B24.float3(0.5) }
    await call('crm.deal.list', params, { unchecked: true })
    await call('crm.deal.list', {}, { unchecked: true, together: true })
    await assert.rejects(call('crm.deal.list', params), { code: 'OTHER_REST_VERSION' })
    assert.deepEqual(
      requests.map(({ body }) => body),
      ['{"filters":[],"price":10.0,"rate":0.5}', '{}'],
    )
    assert.throws(() => B24.float3(Infinity), { code: 'INVALID_ARGUMENT' })
  })
})
