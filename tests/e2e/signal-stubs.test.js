// Signals that are no `AbortSignal`: stubs and polyfills.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')

const fail = () => {
  throw new Error('of the stub')
}

suite('a call works with a signal', () => {
  /** @type {[name: string, signal: object][]} */
  const SIGNALS = [
    ['without functions', { aborted: false }],
    [
      'whose addEventListener throws',
      { aborted: false, addEventListener: fail, removeEventListener() {} },
    ],
    ['without removeEventListener', { aborted: false, addEventListener() {} }],
    [
      'whose removeEventListener throws',
      { aborted: false, addEventListener() {}, removeEventListener: fail },
    ],
  ]
  for (const [name, stub] of SIGNALS) {
    test(name, async (context) => {
      const requests = stubFetch(context, () => '{"result":7}')
      const signal = /** @type {AbortSignal} */ (stub)
      assert.equal((await b24.call('crm.thing.add', {}, { signal })).result, 7)
      assert.equal(requests.length, 1)
    })
  }
})

test('an aborted signal without functions prevents the request', async (context) => {
  const requests = stubFetch(context, () => '{"result":7}')
  const signal = /** @type {AbortSignal} */ ({ aborted: true })
  await assert.rejects(b24.call('crm.thing.add', {}, { signal }), {
    name: 'B24Error',
    kind: 'aborted',
    code: 'ABORTED',
    method: 'crm.thing.add',
  })
  assert.equal(requests.length, 0)
})
