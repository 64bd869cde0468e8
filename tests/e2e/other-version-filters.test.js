// Filters of REST 3.0 among the parameters of REST 2.0, which the portal would ignore: it would return everything.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @import * as Package from 'b24-wasm' */

/** @type {typeof Package} */
const { B24 } = await import(join(packageFolder, 'dist/b24.js'))
const b24 = /** @type {any} */ (
  await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')
)
const { where3 } = B24

/** @type {Record<string, unknown>} */
const OF_REST_3 = {
  'a list of conditions': [['id', '=', 7]],
  'a list with a pair': [['id', 7]],
  'one condition': ['id', '>', 7],
  'a built filter': where3('id').eq(7),
  'a built negation': where3('id').in([7]).not(),
  'a list with a built filter': [where3('id').eq(7)],
  'a group': { logic: 'or', conditions: [['id', 7]] },
  'a list with a group': [{ logic: 'or', conditions: [['id', 7]] }],
  'a set of conditions': new Set([['id', '=', 7]]),
  'a list with a date': [['createdDate', '>', new Date()]],
  'a list of identifiers': [7, 9],
}

suite('a filter of REST 3.0', () => {
  for (const [name, filter] of Object.entries(OF_REST_3)) {
    test(`that is ${name} is rejected in REST 2.0`, async (context) => {
      const requests = stubFetch(context, () => '{"result":[]}')
      const calls = [
        () => b24.call('tasks.task.list', { filter }),
        () => b24.call('crm.deal.list', { select: ['ID'], FILTER: filter }),
        () => b24.call('user.get', { filter }),
        () => b24.call('some.thing.list', { Filter: filter }),
        () => b24.crm.deal.list({ filter }),
        () => b24.list('crm.deal.list', { filter }).toArray(),
        () => b24.batch({ a: ['crm.deal.list', { filter }] }),
        () => b24.batch([{ method: 'tasks.task.list', params: { filter } }]),
      ]
      for (const call of calls) {
        const error = await (async () => call())().catch((error) => error)
        assert.equal(error.code, 'INVALID_FILTER', error.message)
        assert.match(error.description, /b24\.v3/)
      }
      assert.equal(requests.length, 0)
    })
  }
})

suite('a filter of REST 2.0', () => {
  /** @type {[object, Record<string, string>][]} */
  const FILTERS = [
    [{ filter: { '>ID': 5, '@STAGE_ID': ['NEW'] } }, { 'filter[>ID]': '5' }],
    [{ filter: [] }, {}],
    [{ filter: { 0: { logic: 'OR', 0: { '>id': 5 } } } }, { 'filter[0][0][>id]': '5' }],
    [{ filter: [{ logic: 'OR', 0: { '>id': 5 } }] }, { 'filter[0][0][>id]': '5' }],
    [{ filter: 'text' }, { filter: 'text' }],
    [{ fields: { filter: [['id', '=', 7]] } }, { 'fields[filter][0][0]': 'id' }],
    [{ text: '"filter":[["id","=",7]]' }, { text: '"filter":[["id","=",7]]' }],
  ]
  for (const [params, expected] of FILTERS) {
    test(`${JSON.stringify(params)} is sent`, async (context) => {
      const requests = stubFetch(context, () => '{"result":[]}')
      await b24.call('some.thing.list', params)
      const { form, body } = requests[0] ?? assert.fail()
      for (const [name, value] of Object.entries(expected))
        assert.equal(form.get(name), value, body)
    })
  }
})
