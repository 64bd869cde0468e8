// `b24-wasm/testing`: lists, batches, and REST 3.0.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { B24, failureOf, mockB24 } from './harness/double.js'

const people = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, at) => ({ ID: at + 1, NAME: `Ada ${at}` }))

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
    const error = await failureOf(b24.list('user.get').toArray())
    assert.equal(error.code, 'INVALID_RESULT')
    assert.equal(error.rows?.length, 50)
    assert.equal(error.cursor, 'after 50')
    b24.mock.handle({ 'user.get': mockB24.error('ACCESS_DENIED') })
    assert.equal((await failureOf(b24.list('user.get').toArray())).code, 'ACCESS_DENIED')
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
      'crm.deal.get': ({ id }) => ({ ID: id }),
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
    b24.mock.handle({ 'user.current': { ID: 1 } })
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
    const missing = await failureOf(b24.v3.tasks.task.delete({ id: 7 }))
    assert.match(missing.message, /"tasks.task.delete" of REST 3.0 is not mocked/)
  })

  test('has errors with problems', async () => {
    const validation = [{ message: 'no such task', field: 'id' }]
    const error = mockB24.error('ENTITYNOTFOUNDEXCEPTION', { validation })
    const b24 = await mockB24({}, { v3: { 'tasks.task.get': error } })
    const thrown = await failureOf(b24.v3.tasks.task.get({ id: 7 }))
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
          'tasks.task.get': { item: { id: 5 } },
          'tasks.task.list': { items: tasks.slice(0, 3) },
          'tasks.task.access.get': ({ id }) => ({ item: { id } }),
        },
      },
    )
    const task = B24.ref3('task', 'tasks.task.get')
    await b24.v3.batch({
      task: ['tasks.task.get', { id: 7 }],
      access: ['tasks.task.access.get', { id: task.id }],
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
