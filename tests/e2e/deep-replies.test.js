// Deeply nested replies in Node, whose stack is smaller than that of a page.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')

test('5,000 levels are decoded in a result whose order of names is kept', async (context) => {
  const lists = '['.repeat(5000) + ']'.repeat(5000)
  // JSON.parse moves a name that is a number.
  stubFetch(context, () => `{"result":{"5":1,"x":${lists}}}`)
  const { result } = await b24.call('crm.thing.get')
  const { x, ...rest } = /** @type {{ x: any }} */ (result)
  assert.deepEqual(rest, { 5: 1 })
  let levels = 0
  for (let list = x; list; list = list[0]) levels++
  assert.equal(levels, 5000)
})
