// `b24-wasm/testing`: ordered errors are those of a portal.

import assert from 'node:assert/strict'
import { after, afterEach, suite, test } from 'node:test'

import { B24, B24Error, failureOf, mockB24 } from './harness/double.js'
import { startPortal } from './harness/portal.js'

const portal = await startPortal()
after(() => portal.stop())

suite('errors', () => {
  afterEach(() => portal.control.clearFaults())

  /** What an app decides by. */
  const essence = (/** @type {InstanceType<typeof B24Error>} */ error) => {
    const { kind, code, status, retryable, method, attempts } = error
    return { kind, code, status, retryable, method, attempts }
  }

  for (const code of [
    'ACCESS_DENIED',
    'ERROR_CORE',
    'insufficient_scope',
    'OPERATION_TIME_LIMIT',
  ]) {
    test(`${code} is that of a portal`, async () => {
      const real = await B24.webhook(portal.webhook)
      await portal.control.fault({ name: 'error', code })
      const expected = await failureOf(real.user.current({}, { waitIfBlocked: false }))
      const b24 = await mockB24({ 'user.current': mockB24.error(code) })
      const error = await failureOf(b24.user.current({}, { waitIfBlocked: false }))
      assert.deepEqual(essence(error), essence(expected))
    })
  }

  test('are returned or thrown by handlers, also as a B24Error', async () => {
    const thrown = new B24Error({ code: 'ERROR_CORE', description: 'no such deal', status: 400 })
    const b24 = await mockB24({
      'crm.deal.get': () => mockB24.error('NOT_FOUND', { description: 'gone', status: 404 }),
      'crm.deal.delete': () => {
        throw thrown
      },
      'crm.deal.add': () => {
        throw new TypeError('fields is undefined')
      },
    })
    const returned = await failureOf(b24.crm.deal.get({ id: 1 }))
    assert.deepEqual(
      [returned.code, returned.status, returned.description],
      ['NOT_FOUND', 404, 'gone'],
    )
    const error = await failureOf(b24.crm.deal.delete({ id: 1 }))
    assert.deepEqual([error.code, error.description], ['ERROR_CORE', 'no such deal'])
    const bug = await failureOf(b24.crm.deal.add({ fields: {} }))
    assert.equal(bug.code, 'HANDLER_FAILED')
    assert.match(bug.description, /"crm.deal.add" threw an error: fields is undefined/)
  })

  test('that pass are repeated without a pause, and those that last end the call', async () => {
    let failures = 2
    const b24 = await mockB24({
      'user.current': () => (failures-- > 0 ? mockB24.networkError() : { ID: 1 }),
      'user.get': mockB24.error('QUERY_LIMIT_EXCEEDED'),
      'crm.deal.add': mockB24.networkError(),
    })
    const start = performance.now()
    assert.equal((await b24.user.current()).result.ID, 1)
    assert.equal(b24.mock.calls.length, 3)
    const limit = await failureOf(b24.user.get())
    assert.deepEqual([limit.kind, limit.status, limit.attempts], ['limit', 503, 20])
    const write = await failureOf(b24.crm.deal.add({ fields: {} }))
    assert.deepEqual([write.kind, write.attempts], ['network', 1])
    assert.ok(performance.now() - start < 1_000)
  })
})
