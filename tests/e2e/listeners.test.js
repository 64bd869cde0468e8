// Listeners of a client's events, in Node.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

test('a listener that throws breaks no call', async (context) => {
  const b24 = await B24.webhook('https://listeners.bitrix24.com/rest/1/c0dec0dec0de/')
  const requests = stubFetch(context, (_, at) => (at === 0 ? '' : '{"result":7}'))
  for (const name of /** @type {const} */ (['request', 'retry', 'error', 'limit'])) {
    b24.on(name, () => {
      throw new Error('of the listener')
    })
  }
  assert.equal((await b24.call('crm.thing.get')).result, 7)
  assert.equal(requests.length, 2)
  const refused = { error: 'ACCESS_DENIED' }
  context.mock.restoreAll()
  stubFetch(context, () => JSON.stringify(refused))
  await assert.rejects(b24.call('crm.thing.add'), { code: 'ACCESS_DENIED' })
})

test('calls that cannot travel with others wait for the limit', async (context) => {
  const b24 = await B24.webhook('https://unpackable.bitrix24.com/rest/1/c0dec0dec0de/')
  const requests = stubFetch(context, () => '{"result":7}')
  const controller = new AbortController()
  const { signal } = controller
  const calls = Array.from({ length: 100 }, () => b24.call('crm.thing.add', { x: [] }, { signal }))
  const outcomes = Promise.allSettled(calls)
  await calls[0]
  assert.equal(b24.stats().waiting, 100 - requests.length)
  assert.equal(requests.length, 45)
  controller.abort()
  await outcomes
})
