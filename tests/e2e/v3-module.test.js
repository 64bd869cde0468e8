// The second module of the package, for REST 3.0, as an app gets it: its functions without a portal.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'

import { packageFolder } from './harness/paths.js'

/** @import { V3Core, V3Request } from '../../pkg-template/src/v3-glue.js' */

/** @type {V3Core} */
let core

before(async () => {
  const file = pathToFileURL(join(packageFolder, 'dist/b24.v3.js')).href
  const { currentCore } = await import(file)
  core = await currentCore()
})

/**
 * Returns the error that a function throws.
 *
 * @param {() => unknown} work
 */
function failure(work) {
  try {
    work()
  } catch (error) {
    return /** @type {Record<string, unknown>} */ (error)
  }
  throw new Error('it throws nothing')
}

suite('the module for REST 3.0', () => {
  test('checks and normalizes parameters', () => {
    const given = { filter: ['changedDate', '>', '2026-01-30T15:50:24.000Z'], select: ['id'] }
    assert.equal(
      core.prepare('tasks.task.list', JSON.stringify(given), false),
      '{"select":["id"],"filter":[["changedDate",">","2026-01-30T15:50:24Z"]]}',
    )
    assert.equal(core.prepare('humanresources.node.count', '{}', false), '{}')
  })

  test('writes marked numbers with a fraction', () => {
    for (const [given, sent] of [
      ['10', '10.0'],
      ['-0.5', '-0.5'],
      ['1e+21', '1e+21'],
    ]) {
      const filter = `{"filter":[["price",">","\\$float ${given}"]]}`
      const expected = `{"filter":[["price",">",${sent}]]}`
      assert.equal(core.prepare('some.new.list', filter, false), expected)
    }
  })

  test('throws the details of an error', () => {
    const wrong = failure(() => core.prepare('tasks.task.list', '{"filters":[]}', false))
    assert.equal(wrong['kind'], 'input')
    assert.equal(wrong['code'], 'UNKNOWN_PARAMETER')
    assert.equal(wrong['method'], 'tasks.task.list')
    assert.match(String(wrong['description']), /did you mean "filter"\?/)
    for (const [method, params, code] of [
      ['crm.deal.list', '{}', 'OTHER_REST_VERSION'],
      ['tasks.task.list', '{"filter":{">id":1}}', 'INVALID_FILTER'],
      ['tasks.task.list', '{"filter":[["id","like",1]]}', 'UNKNOWN_OPERATOR'],
      ['tasks.task.get', '{}', 'MISSING_PARAMETER'],
      ['tasks.task.list', '7', 'INVALID_PARAMETERS'],
      ['some.new.get', '{"id":"\\$result[a][id]"}', 'INVALID_REFERENCE'],
    ]) {
      const thrown = failure(() => core.prepare(String(method), String(params), false))
      assert.equal(thrown['code'], code)
    }
    // The instance goes on.
    assert.equal(core.isRead('tasks.task.list'), true)
    assert.equal(core.isRead('tasks.task.update'), false)
  })

  test('divides a batch into requests', () => {
    const calls = [
      '["task","tasks.task.get",{"id":7}]',
      '["access","tasks.task.access.get",{"id":"\\$result[task][chatId]"}]',
    ]
    assert.deepEqual(JSON.parse(core.batch(`[${calls}]`)), [
      {
        cmd: [
          { method: 'tasks.task.get', query: { id: 7 }, as: 'task' },
          { method: 'tasks.task.access.get', query: { id: { $ref: 'task.chatId' } }, as: 'access' },
        ],
        reads: true,
        length: 2,
      },
    ])
    const many = Array.from({ length: 70 }, (_, at) => [`c${at}`, 'tasks.task.delete', { id: 1 }])
    /** @type {V3Request[]} */
    const requests = JSON.parse(core.batch(JSON.stringify(many)))
    assert.deepEqual(
      requests.map(({ reads, length }) => [reads, length]),
      [
        [false, 50],
        [false, 20],
      ],
    )
    assert.equal(core.batch('[]'), '[]')
    const reserved = '[["a","some.new.add",{"fields":{"$ref":"x"}}]]'
    assert.equal(failure(() => core.batch(reserved))['code'], 'INVALID_REFERENCE')
  })

  test('plans a list', () => {
    const plan = core.list('tasks.task.list', '{"select":["title"]}', '{}', undefined)
    assert.deepEqual([plan.key(), plan.nextMember(), plan.cursor()], ['id', '', ''])
    assert.equal(
      plan.next(4294967295),
      '{"select":["title","id"],"pagination":{"limit":1000},"order":{"id":"ASC"}}',
    )
    const ids = Array.from({ length: 50 }, (_, at) => at + 1)
    assert.equal(plan.accept(JSON.stringify({ ids, last: 50 })), '1'.repeat(50))
    assert.match(plan.next(60) ?? '', /"limit":60.*\["id",">",50\]/)
    const stalled = failure(() => plan.accept(JSON.stringify({ ids })))
    assert.deepEqual([stalled['code'], stalled['cursor']], ['LIST_STALLED', 'id > 50'])
    assert.equal(plan.accept('{"ids":[51]}'), '1')
    assert.deepEqual([plan.next(10), plan.cursor(), plan.changed()], [undefined, 'id > 51', false])
    plan.free()
    const rest = core.list('tasks.task.list', '{}', '{}', 'id > 51')
    assert.match(rest.next(10) ?? '', /\["id",">",51\]/)
    const cursor = failure(() => core.list('tasks.task.list', '{}', '{}', 'x'))
    assert.equal(cursor['code'], 'INVALID_CURSOR')
  })

  test('plans a tail and a list of a method that it does not know', () => {
    const tail = core.list('some.new.tail', '{"cursor":{"value":7}}', '{"tail":true}', undefined)
    assert.match(
      tail.next(10) ?? '',
      /"cursor":\{"value":7,"field":"id","order":"ASC","limit":10\}/,
    )
    tail.accept('{"ids":[8],"last":8,"more":true}')
    assert.match(tail.next(10) ?? '', /"value":8/)
    const list = core.list('some.new.list', '{}', '{"by":"number"}', undefined)
    assert.match(list.next(10) ?? '', /"order":\{"number":"ASC"\}/)
  })

  test('removes duplicates of shifted pages', () => {
    const plan = core.list('mail.mailbox.list', '{}', '{}', undefined)
    plan.next(1000)
    const ids = Array.from({ length: 50 }, (_, at) => at)
    plan.accept(JSON.stringify({ ids }))
    assert.match(plan.next(1000) ?? '', /"offset":49/)
    // A row was inserted: the page begins one row before.
    assert.equal(plan.accept('{"ids":[48,49,50]}'), '001')
    assert.equal(plan.changed(), true)
  })
})
