// `b24-wasm/testing` in Node: the calls of a double, and its handle.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { B24, failureOf, mockB24 } from './harness/double.js'
import { runInNode } from './harness/node.js'

suite('calls', () => {
  test('run handlers with the parameters of the app, and are recorded', async () => {
    const b24 = await mockB24({
      'crm.deal.get': ({ id }) => ({ ID: id, TITLE: 'x' }),
      'crm.deal.add': async ({ fields }) => (fields?.['UF_CRM_OPEN'] ? 5 : 6),
      'crm.status.list': [{ STATUS_ID: 'NEW' }],
    })
    assert.ok(b24 instanceof B24)
    assert.deepEqual(await b24.crm.deal.get({ id: 7 }), { result: { ID: 7, TITLE: 'x' } })
    assert.equal((await b24.call('crm.deal.get', { id: '8' })).result.ID, '8')
    const fields = { UF_CRM_OPEN: true, BEGINDATE: new Date(0), CONTACT_IDS: [], COMMENTS: null }
    assert.equal((await b24.crm.deal.add({ fields })).result, 5)
    const { result, total } = await b24.crm.status.list()
    assert.deepEqual([result, total], [[{ STATUS_ID: 'NEW' }], 1])
    assert.deepEqual(b24.mock.calls, [
      { method: 'crm.deal.get', params: { id: 7 } },
      { method: 'crm.deal.get', params: { id: '8' } },
      {
        method: 'crm.deal.add',
        params: { fields: { ...fields, BEGINDATE: '1970-01-01T00:00:00+00:00' } },
      },
      { method: 'crm.status.list', params: {} },
    ])
  })

  test('of typed methods are checked and normalized by the core', async () => {
    const raw = /** @type {any} */ ({ ID: '3', ACTIVE: true, UF_DEPARTMENT: false, NAME: '' })
    const b24 = await mockB24({ 'user.get': [raw], 'user.current': { ID: 1 } })
    const filter = B24.where('LAST_NAME').notContains('an')
    const { result } = await b24.user.get({ filter })
    assert.deepEqual(result, [{ ID: 3, ACTIVE: true, UF_DEPARTMENT: [], NAME: '' }])
    assert.deepEqual(b24.mock.calls[0]?.params, { filter: { '!%LAST_NAME': 'an' } })
    const unknown = /** @type {any} */ ({ filter: { LAST_NMAE: 'an' } })
    assert.equal((await failureOf(b24.user.get(unknown))).code, 'UNKNOWN_FIELD')
    assert.equal(b24.mock.calls.length, 1)
  })

  test('without a handler are rejected with near names', async () => {
    const b24 = await mockB24({ 'crm.deal.get': { ID: '1' }, 'user.get': [] })
    const error = await failureOf(b24.call('crm.deal.gett', { id: 1 }))
    assert.equal(error.code, 'NOT_MOCKED')
    assert.equal(error.kind, 'input')
    assert.match(error.message, /"crm.deal.gett" is not mocked; did you mean "crm.deal.get"\?/)
    const lonely = await mockB24()
    assert.match((await failureOf(lonely.user.current())).message, /add a handler/)
  })

  test('have large texts, and replies with totals of the test', async () => {
    const b24 = await mockB24({
      'crm.deal.list': mockB24.reply([{ ID: '1' }], { total: 70, next: 50 }),
    })
    const { total, next } = await b24.crm.deal.list()
    assert.deepEqual([total, next], [70, 50])
    b24.mock.handleOther('partner.file.add', ({ content }) => content.length)
    const content = 'ж'.repeat(300_000)
    assert.equal((await b24.call('partner.file.add', { content })).result, content.length)
  })

  test('are aborted by a signal or a timeout, which the handler sees', async () => {
    /** @type {(AbortSignal | undefined)[]} */
    const signals = []
    const b24 = await mockB24({
      'user.current': (_params, { signal }) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    })
    const controller = new AbortController()
    const aborted = failureOf(b24.user.current({}, { signal: controller.signal }))
    while (signals.length === 0) await new Promise(setImmediate)
    controller.abort()
    assert.equal((await aborted).kind, 'aborted')
    const late = await failureOf(b24.user.current({}, { timeout: 5 }))
    assert.equal(late.kind, 'timeout')
    assert.deepEqual(
      signals.map((signal) => signal?.aborted),
      [true, true],
    )
  })

  test('do not wait for a rate limit', async () => {
    const b24 = await mockB24({ 'crm.deal.get': ({ id }) => ({ ID: id }) })
    const ids = Array.from({ length: 300 }, (_, id) => id)
    const replies = await Promise.all(ids.map((id) => b24.crm.deal.get({ id })))
    assert.deepEqual(
      replies.map(({ result }) => result.ID),
      ids,
    )
    assert.equal(b24.mock.calls.length, 300)
  })
})

suite('the handle', () => {
  test('replaces handlers until it is reset', async () => {
    const b24 = await mockB24({ 'user.current': { ID: 1 } })
    b24.mock.handle({ 'user.current': { ID: 2 }, 'user.get': [] })
    assert.equal((await b24.user.current()).result.ID, 2)
    b24.mock.reset()
    assert.deepEqual(b24.mock.calls, [])
    assert.equal((await b24.user.current()).result.ID, 1)
    assert.equal((await failureOf(b24.user.get())).code, 'NOT_MOCKED')
  })

  test('of one double does not change another', async () => {
    const [one, two] = await Promise.all([
      mockB24({ 'user.current': { ID: 1 } }, { frame: { placement: 'CALL_CARD' } }),
      mockB24({ 'user.current': { ID: 2 } }),
    ])
    assert.equal((await two.user.current()).result.ID, 2)
    assert.deepEqual(one.mock.calls, [])
    assert.deepEqual(
      [one, two].map(({ frame }) => frame.info.placement),
      ['CALL_CARD', 'DEFAULT'],
    )
  })
})

suite('an app', () => {
  test('of the slim entry has the errors of that entry', async () => {
    const outcome = await runInNode(`
      import { B24, B24Error } from 'b24-wasm/slim'
      import { mockB24 } from 'b24-wasm/testing'
      const b24 = await mockB24({}, { B24 })
      const error = await b24.user.current().catch((error) => error)
      console.log(JSON.stringify([b24 instanceof B24, error instanceof B24Error, error.code]))`)
    assert.deepEqual(outcome, [true, true, 'NOT_MOCKED'])
  })

  test('ends its process by itself', async () => {
    const outcome = await runInNode(`
      import { mockB24 } from 'b24-wasm/testing'
      const b24 = await mockB24({ 'user.current': { ID: 1 } })
      console.log(JSON.stringify(await b24.user.current()))`)
    assert.deepEqual(outcome, { result: { ID: 1 } })
  })
})
