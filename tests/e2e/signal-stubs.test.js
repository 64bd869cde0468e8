// Signals that are no `AbortSignal`: stubs, polyfills and proxies.

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
    ['that is a proxy', new Proxy(new AbortController().signal, {})],
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

suite('a signal that throws', () => {
  test('from the start is rejected', async (context) => {
    const requests = stubFetch(context, () => '{"result":7}')
    const { proxy, revoke } = Proxy.revocable(new AbortController().signal, {})
    revoke()
    const throwing = {
      get aborted() {
        return fail()
      },
    }
    for (const stub of [proxy, throwing]) {
      const signal = /** @type {AbortSignal} */ (stub)
      await assert.rejects(b24.call('crm.thing.add', {}, { signal }), {
        name: 'B24Error',
        kind: 'input',
      })
    }
    assert.equal(requests.length, 0)
  })

  test('after the call has started does not end it', async (context) => {
    let isBroken = false
    const stub = {
      get aborted() {
        return isBroken ? fail() : false
      },
      addEventListener() {},
      removeEventListener: fail,
    }
    stubFetch(context, () => {
      isBroken = true
      return '{"result":7}'
    })
    const signal = /** @type {any} */ (stub)
    assert.equal((await b24.call('crm.thing.add', {}, { signal })).result, 7)
    isBroken = false
    const page = JSON.stringify({ result: [{ ID: 1 }] })
    context.mock.restoreAll()
    stubFetch(context, () => {
      isBroken = true
      return page
    })
    assert.equal((await b24.list('crm.thing.list', {}, { signal }).toArray()).length, 1)
  })
})
