// `b24-wasm/testing` in Node: the double of a portal.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { after, afterEach, suite, test } from 'node:test'

import { runInNode } from './harness/node.js'
import { packageFolder } from './harness/paths.js'
import { startPortal } from './harness/portal.js'

/** @type {typeof import('b24-wasm')} */
const { B24, B24Error } = await import(resolve(packageFolder, 'dist/b24.js'))
/** @type {typeof import('b24-wasm/testing')} */
const { mockB24 } = await import(resolve(packageFolder, 'dist/testing.js'))

const portal = await startPortal()
after(() => portal.stop())

/** @param {Promise<unknown>} promise */
async function failure(promise) {
  const thrown = await promise.then(
    () => assert.fail('nothing was thrown'),
    (error) => error,
  )
  assert.ok(thrown instanceof B24Error, String(thrown))
  return thrown
}

const people = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, at) => ({ ID: at + 1, NAME: `Ada ${at}` }))

suite('calls', () => {
  test('run handlers with the parameters of the app, and are recorded', async () => {
    const b24 = await mockB24({
      'crm.deal.get': ({ id }) => ({ ID: id ?? 0, TITLE: 'x' }),
      'crm.deal.add': async ({ fields }) => (fields?.OPENED ? 5 : 6),
      'crm.status.list': [{ STATUS_ID: 'NEW' }],
    })
    assert.ok(b24 instanceof B24)
    assert.deepEqual(await b24.crm.deal.get({ id: 7 }), { result: { ID: 7, TITLE: 'x' } })
    assert.equal((await b24.call('crm.deal.get', { id: '8' })).result.ID, '8')
    const fields = { OPENED: true, BEGINDATE: new Date(0), CONTACT_IDS: [], COMMENTS: null }
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
    assert.equal((await failure(b24.user.get(unknown))).code, 'UNKNOWN_FIELD')
    assert.equal(b24.mock.calls.length, 1)
  })

  test('without a handler are rejected with near names', async () => {
    const b24 = await mockB24({ 'crm.deal.get': { ID: '1' }, 'user.get': [] })
    const error = await failure(b24.call('crm.deal.gett', { id: 1 }))
    assert.equal(error.code, 'NOT_MOCKED')
    assert.equal(error.kind, 'input')
    assert.match(error.message, /"crm.deal.gett" is not mocked; did you mean "crm.deal.get"\?/)
    const lonely = await mockB24()
    assert.match((await failure(lonely.user.current())).message, /add a handler/)
  })

  test('have large texts, and replies with totals of the test', async () => {
    const b24 = await mockB24({
      'crm.deal.list': mockB24.reply([{ ID: '1' }], { total: 70, next: 50 }),
    })
    const { total, next } = await b24.crm.deal.list()
    assert.deepEqual([total, next], [70, 50])
    b24.mock.useOther('partner.file.add', ({ content }) => content.length)
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
    const aborted = failure(b24.user.current({}, { signal: controller.signal }))
    while (signals.length === 0) await new Promise(setImmediate)
    controller.abort()
    assert.equal((await aborted).kind, 'aborted')
    const late = await failure(b24.user.current({}, { timeout: 5 }))
    assert.equal(late.kind, 'timeout')
    assert.deepEqual(
      signals.map((signal) => signal?.aborted),
      [true, true],
    )
  })

  test('do not wait for a rate limit', async () => {
    const b24 = await mockB24({ 'crm.deal.get': ({ id }) => ({ ID: id ?? 0 }) })
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
    b24.mock.use({ 'user.current': { ID: 2 }, 'user.get': [] })
    assert.equal((await b24.user.current()).result.ID, 2)
    b24.mock.reset()
    assert.deepEqual(b24.mock.calls, [])
    assert.equal((await b24.user.current()).result.ID, 1)
    assert.equal((await failure(b24.user.get())).code, 'NOT_MOCKED')
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
      const expected = await failure(real.user.current({}, { waitIfBlocked: false }))
      const b24 = await mockB24({ 'user.current': mockB24.error(code) })
      const error = await failure(b24.user.current({}, { waitIfBlocked: false }))
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
    const returned = await failure(b24.crm.deal.get({ id: 1 }))
    assert.deepEqual(
      [returned.code, returned.status, returned.description],
      ['NOT_FOUND', 404, 'gone'],
    )
    const error = await failure(b24.crm.deal.delete({ id: 1 }))
    assert.deepEqual([error.code, error.description], ['ERROR_CORE', 'no such deal'])
    const bug = await failure(b24.crm.deal.add({ fields: {} }))
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
    const limit = await failure(b24.user.get())
    assert.deepEqual([limit.kind, limit.status, limit.attempts], ['limit', 503, 20])
    const write = await failure(b24.crm.deal.add({ fields: {} }))
    assert.deepEqual([write.kind, write.attempts], ['network', 1])
    assert.ok(performance.now() - start < 1_000)
  })
})

suite('lists', () => {
  test('return all rows of a handler, in the pages of a portal', async () => {
    const b24 = await mockB24({ 'user.get': () => people(120) })
    /** @type {unknown[]} */
    const progress = []
    const list = b24.list('user.get', {}, { onProgress: (now) => progress.push(now) })
    assert.deepEqual(
      (await list.toArray()).map(({ ID }) => ID),
      people(120).map(({ ID }) => ID),
    )
    assert.deepEqual(progress, [
      { rows: 50, total: 120, requests: 1, changed: false },
      { rows: 100, total: 120, requests: 2, changed: false },
      { rows: 120, total: 120, requests: 2, changed: false },
    ])
    assert.equal((await b24.list('user.get').take(60).toArray()).length, 60)
    assert.deepEqual(
      b24.mock.calls.map(({ method }) => method),
      ['user.get', 'user.get'],
    )
  })

  test('have the rows of any family of methods, in any order', async () => {
    const ids = Array.from({ length: 170 }, (_, at) => at + 1)
    const b24 = await mockB24({
      'crm.deal.list': ids.map((id) => ({ ID: String(id) })),
      'crm.item.list': { items: ids.map((id) => ({ id })) },
      'crm.lead.list': ids.toReversed().map((id) => ({ ID: id })),
      'crm.status.list': ids.map((id) => ({ STATUS_ID: `S${id}` })),
      'tasks.task.list': { tasks: ids.map((id) => ({ id: String(id) })) },
      'im.dialog.messages.get': { messages: ids.toReversed().map((id) => ({ id })) },
    })
    const lists = [
      b24.list('crm.deal.list'),
      b24.list('crm.deal.list', { filter: { '>ID': 0 }, order: { ID: 'ASC' } }),
      b24.list('crm.deal.list', { order: { ID: 'DESC' } }),
      b24.list('crm.item.list', { entityTypeId: 2 }),
      b24.list('crm.lead.list'),
      b24.list('crm.status.list'),
      b24.list('tasks.task.list'),
      b24.list('im.dialog.messages.get', { DIALOG_ID: 'chat1' }),
    ]
    for (const [at, list] of lists.entries()) {
      const rows = await list.toArray()
      assert.equal(new Set(rows.map((row) => JSON.stringify(row))).size, 170, String(at))
    }
  })

  test('continue from a cursor', async () => {
    const b24 = await mockB24({
      'user.get': people(120),
      'crm.status.list': people(120).map(({ ID }) => ({ STATUS_ID: `S${ID}` })),
    })
    const left = await b24.list('user.get', {}, { from: 'after 100' }).toArray()
    assert.deepEqual([left.length, left[0]?.ID], [20, 101])
    const statuses = await b24.list('crm.status.list', {}, { from: 'start 100' }).toArray()
    assert.deepEqual([statuses.length, statuses[0]?.STATUS_ID], [20, 'S101'])
  })

  test('fail with the rows so far', async () => {
    const rows = people(60)
    const b24 = await mockB24({ 'user.get': [...rows, /** @type {any} */ ({ ID: 'x' })] })
    const error = await failure(b24.list('user.get').toArray())
    assert.equal(error.code, 'INVALID_RESULT')
    assert.equal(error.rows?.length, 50)
    assert.equal(error.cursor, 'after 50')
    b24.mock.use({ 'user.get': mockB24.error('ACCESS_DENIED') })
    assert.equal((await failure(b24.list('user.get').toArray())).code, 'ACCESS_DENIED')
  })
})

suite('batches', () => {
  test('have an outcome for each command, with references of their types', async () => {
    const b24 = await mockB24({
      'user.current': { ID: 7, UF_DEPARTMENT: [3, 4], NAME: 'Ada' },
      'department.get': ({ ID }) => [{ ID: 3, NAME: `of ${JSON.stringify(ID)}` }],
      'crm.deal.add': ({ fields }) => (fields?.TITLE === 'Deal of Ada , \\$5' ? 1 : 2),
      'crm.deal.delete': mockB24.error('ACCESS_DENIED'),
    })
    const me = B24.ref('me', 'user.current')
    const { department, deal, removed } = await b24.batch({
      me: ['user.current'],
      department: ['department.get', { ID: me.UF_DEPARTMENT }],
      deal: ['crm.deal.add', { fields: { TITLE: `Deal of ${me.NAME} , \\$5` } }],
      removed: ['crm.deal.delete', { id: 5 }],
    })
    assert.ok(department.ok && deal.ok && !removed.ok)
    assert.equal(department.result[0]?.NAME, 'of [3,4]')
    assert.deepEqual([removed.executed, removed.error.code], [true, 'ACCESS_DENIED'])
    assert.equal(deal.result, 1)
  })

  test('of more than 50 commands, in a list, and with commands that no batch has', async () => {
    const b24 = await mockB24({
      'crm.deal.get': ({ id }) => ({ ID: id ?? 0 }),
      'crm.deal.update': ({ fields }) => fields?.COMMENTS === null,
    })
    const reads = Array.from(
      { length: 60 },
      (_, id) => /** @type {const} */ (['crm.deal.get', { id }]),
    )
    const outcomes = await b24.batch([
      ...reads,
      ['crm.deal.update', { id: 1, fields: { COMMENTS: null } }],
    ])
    assert.ok(outcomes.every(({ ok }) => ok))
    assert.deepEqual(outcomes.map((outcome) => outcome.ok && outcome.result).slice(58), [
      { ID: 58 },
      { ID: 59 },
      true,
    ])
  })

  test('stop at the first error if they are to', async () => {
    const b24 = await mockB24({ 'user.current': mockB24.error('ERROR_CORE'), 'user.get': [] })
    const commands = /** @type {const} */ ([['user.current'], ['user.get']])
    const [, skipped] = await b24.batch(commands, { haltOnError: true })
    assert.ok(!skipped.ok && !skipped.executed)
    assert.equal(b24.mock.calls.length, 1)
    b24.mock.use({ 'user.current': { ID: 1 } })
    const missing = await b24.batch([['user.current'], ['crm.deal.list']])
    assert.ok(!missing[1].ok)
    assert.equal(missing[1].error.code, 'NOT_MOCKED')
  })
})

suite('REST 3.0', () => {
  const tasks = Array.from({ length: 2_500 }, (_, at) => ({ id: at + 1, title: `Task ${at + 1}` }))

  test('has handlers of its own', async () => {
    const b24 = await mockB24(
      { 'tasks.task.get': { task: { id: '7' } } },
      { v3: { 'tasks.task.get': ({ id }) => ({ item: { id, title: 'x' } }) } },
    )
    assert.deepEqual((await b24.v3.tasks.task.get({ id: 7 })).result, {
      item: { id: 7, title: 'x' },
    })
    assert.deepEqual((await b24.call('tasks.task.get', { taskId: 7 })).result, {
      task: { id: '7' },
    })
    assert.deepEqual(b24.mock.calls[0], { method: 'tasks.task.get', params: { id: 7 }, v3: true })
    const missing = await failure(b24.v3.tasks.task.delete({ id: 7 }))
    assert.match(missing.message, /"tasks.task.delete" of REST 3.0 is not mocked/)
  })

  test('has errors with problems', async () => {
    const validation = [{ message: 'no such task', field: 'id' }]
    const error = mockB24.error('ENTITYNOTFOUNDEXCEPTION', { validation })
    const b24 = await mockB24({}, { v3: { 'tasks.task.get': error } })
    const thrown = await failure(b24.v3.tasks.task.get({ id: 7 }))
    assert.deepEqual([thrown.kind, thrown.status, thrown.validation], ['portal', 400, validation])
  })

  test('has lists of all rows', async () => {
    const items = { items: tasks }
    const b24 = await mockB24({}, { v3: { 'tasks.task.list': items, 'main.eventlog.tail': items } })
    for (const list of [
      b24.v3.list('tasks.task.list'),
      b24.v3.list('tasks.task.list', { order: { id: 'DESC' } }),
      b24.v3.list('tasks.task.list', { order: { title: 'ASC' } }),
      b24.v3.list('main.eventlog.tail'),
    ]) {
      assert.equal((await list.toArray()).length, tasks.length)
    }
    assert.equal((await b24.v3.list('tasks.task.list').take(20).toArray()).length, 20)
  })

  test('has batches with references', async () => {
    const b24 = await mockB24(
      {},
      {
        v3: {
          'tasks.task.get': ({ id }) => ({ item: { id, creatorId: 5 } }),
          'tasks.task.list': { items: tasks.slice(0, 3) },
          'tasks.task.access.get': ({ id }) => ({ item: { id } }),
        },
      },
    )
    const task = B24.ref3('task', 'tasks.task.get')
    await b24.v3.batch({
      task: ['tasks.task.get', { id: 7 }],
      access: ['tasks.task.access.get', { id: task.creatorId }],
      list: ['tasks.task.list'],
      others: [
        'tasks.task.list',
        { filter: [['id', 'in', B24.each3('list', 'tasks.task.list').id]] },
      ],
    })
    const params = b24.mock.calls.map(({ params }) => params)
    assert.deepEqual(params[1], { id: 5 })
    assert.deepEqual(params[3].filter, [['id', 'in', [1, 2, 3]]])
  })
})

suite('the portal page', () => {
  test('has the placement of the test, and stores options', async () => {
    const b24 = await mockB24(
      {},
      {
        frame: {
          portal: 'https://crm.example.org',
          placement: 'CRM_DEAL_DETAIL_TAB',
          options: { ID: '7' },
          isFirstRun: true,
          userOptions: { owner: 3 },
        },
      },
    )
    const { info, options } = b24.frame
    assert.deepEqual(
      [info.portal, info.placement, info.options, info.isFirstRun, info.isAdmin],
      ['https://crm.example.org', 'CRM_DEAL_DETAIL_TAB', { ID: '7' }, true, true],
    )
    await options.user.set('owner', 4)
    await options.app.set('colour', ['red'])
    assert.deepEqual([options.user.get('owner'), options.app.get('colour')], [4, ['red']])
    const { accessToken } = await b24.auth()
    assert.notEqual((await b24.auth({ fresh: true })).accessToken, accessToken)
  })

  test('records commands, and checks them as in a portal', async () => {
    const b24 = await mockB24({}, { frame: { isAdmin: false } })
    const { window, options } = b24.frame
    assert.deepEqual(await window.resize(300, 400), { width: 300, height: 400 })
    await window.setTitle('Deals')
    assert.equal(await window.reload(), 'sent')
    assert.equal((await failure(options.app.set('a', 1))).code, 'ADMIN_ONLY')
    assert.equal(
      (await failure(window.setTitle(/** @type {any} */ (5)))).code,
      'INVALID_PARAMETERS',
    )
    assert.deepEqual(b24.mock.commands, [
      { command: 'resizeWindow', params: { width: 300, height: 400 } },
      { command: 'setTitle', params: { title: 'Deals' } },
      { command: 'reloadWindow', params: {} },
    ])
    const stop = await window.autoFit()
    stop()
    b24.mock.reset()
    assert.deepEqual(b24.mock.commands, [])
  })

  test('closes sliders when the test does', async () => {
    const b24 = await mockB24()
    assert.throws(() => b24.mock.closeSlider(), /no slider is open/)
    let isOpen = true
    const closed = b24.frame.slider.openPath('/crm/deal/details/7/').then((how) => {
      isOpen = false
      return how
    })
    while (b24.mock.commands.length === 0) await new Promise(setImmediate)
    assert.ok(isOpen)
    b24.mock.closeSlider()
    assert.equal(await closed, 'close')
  })

  test('replies as ordered, and has events', async () => {
    const b24 = await mockB24(
      {},
      {
        frame: {
          placement: 'CALL_CARD',
          replies: {
            getStatus: { CALL_ID: 'x', PHONE_NUMBER: '+1' },
            disableAutoClose: () => mockB24.error('CLOSED'),
            selectUser: ({ mult }) => (mult ? [{ id: 3, name: 'Ada' }] : { id: 4, name: 'Bob' }),
          },
          events: ['CallCard::BeforeClose'],
        },
      },
    )
    const { placement, dialogs } = b24.frame
    assert.equal((await placement.call('getStatus')).CALL_ID, 'x')
    assert.equal((await failure(placement.call('disableAutoClose'))).code, 'CLOSED')
    assert.equal((await failure(placement.call('reloadData'))).code, 'UNKNOWN_COMMAND')
    assert.equal((await dialogs.selectUser()).id, 4)
    assert.deepEqual(await dialogs.selectUsers(), [{ id: 3, name: 'Ada' }])
    /** @type {unknown[]} */
    const events = []
    const silence = await placement.on('CallCard::BeforeClose', (event) => events.push(event))
    b24.mock.emit('CallCard::BeforeClose', { at: 1 })
    silence()
    b24.mock.emit('CallCard::BeforeClose', { at: 2 })
    assert.deepEqual(events, [{ at: 1 }])
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
