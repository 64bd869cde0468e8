// The builder of filters of REST 3.0: what it builds, and what of it is sent, byte by byte.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @import * as Package from 'b24-wasm' */

/** @type {typeof Package} */
const { B24 } = await import(join(packageFolder, 'dist/b24.js'))
const { where3 } = B24
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')

const a = where3('a').eq(1)
const b = where3('b').equals('x')
const c = where3('c').equals(true)

/** @type {[Package.FilterV3<any>, string][]} */
const BUILT = [
  [where3('a').equals(1), '[["a","=",1]]'],
  [where3('a').eq('1'), '[["a","=","1"]]'],
  [where3('a').notEquals(1), '[["a","!=",1]]'],
  [where3('a').greaterThan(1), '[["a",">",1]]'],
  [where3('a').atLeast(1), '[["a",">=",1]]'],
  [where3('a').lessThan(1), '[["a","<",1]]'],
  [where3('a').atMost(1), '[["a","<=",1]]'],
  [where3('a').atMost(B24.float3(10)), '[["a","<=",10.0]]'],
  [where3('a').atMost(new Date(1e12)), '[["a","<=","2001-09-09T01:46:40+00:00"]]'],
  [where3('a').atMost('2026-05-01'), '[["a","<=","2026-05-01"]]'],
  [where3('a').equals('2026-05-01T10:00:00.123+03:00'), '[["a","=","2026-05-01T10:00:00+03:00"]]'],
  [where3('a').between(B24.float3(10), 0.5), '[["a","between",[10.0,0.5]]]'],
  [where3('a').in([1, 2]), '[["a","in",[1,2]]]'],
  [where3('a').notIn([1]), '[{"logic":"and","negative":true,"conditions":[["a","in",[1]]]}]'],
  [where3('a').between(1, 2), '[["a","between",[1,2]]]'],
  [where3('a').between(0, 9), '[["a",">=",0],["a","<=",9]]'],
  [where3('b.c').equals(true), '[["b.c","=",true]]'],
  [a.and(b).and(c), '[["a","=",1],["b","=","x"],["c","=",true]]'],
  [a.and('b').equals('x').and('c').in([1]), '[["a","=",1],["b","=","x"],["c","in",[1]]]'],
  [
    a.and('b').notIn(['x']),
    '[["a","=",1],{"logic":"and","negative":true,"conditions":[["b","in",["x"]]]}]',
  ],
  [a.or(b).or(c), '[{"logic":"or","conditions":[["a","=",1],["b","=","x"],["c","=",true]]}]'],
  [a.or(b.or(c)), '[{"logic":"or","conditions":[["a","=",1],["b","=","x"],["c","=",true]]}]'],
  [a.or(b).and(c), '[{"logic":"or","conditions":[["a","=",1],["b","=","x"]]},["c","=",true]]'],
  [
    a.or(b.and(c)),
    '[{"logic":"or","conditions":[["a","=",1],{"type":"filter","logic":"and","conditions":[["b","=","x"],["c","=",true]]}]}]',
  ],
  [
    where3('a').notIn([1]).or(b),
    '[{"logic":"or","conditions":[{"type":"filter","logic":"and","negative":true,"conditions":[["a","in",[1]]]},["b","=","x"]]}]',
  ],
  [
    a.or(where3('b').between(0, 9)),
    '[{"logic":"or","conditions":[["a","=",1],{"type":"filter","logic":"and","conditions":[["b",">=",0],["b","<=",9]]}]}]',
  ],
  [a.not(), '[{"logic":"and","negative":true,"conditions":[["a","=",1]]}]'],
  [a.not().not(), '[["a","=",1]]'],
  [a.and(b).not(), '[{"logic":"and","negative":true,"conditions":[["a","=",1],["b","=","x"]]}]'],
  [a.or(b).not(), '[{"logic":"or","negative":true,"conditions":[["a","=",1],["b","=","x"]]}]'],
  [a.or(b).not().not(), '[{"logic":"or","conditions":[["a","=",1],["b","=","x"]]}]'],
  [
    a.or(b.not()),
    '[{"logic":"or","conditions":[["a","=",1],{"type":"filter","logic":"and","negative":true,"conditions":[["b","=","x"]]}]}]',
  ],
  [
    a.or(b).not().or(c),
    '[{"logic":"or","conditions":[{"type":"filter","logic":"or","negative":true,"conditions":[["a","=",1],["b","=","x"]]},["c","=",true]]}]',
  ],
]

suite('a filter', () => {
  for (const [filter, expected] of BUILT) {
    test(`is sent as ${expected}`, async (context) => {
      const requests = stubFetch(context, () => '{"result":{"items":[]}}')
      await b24.v3.call('some.thing.list', { filter })
      assert.equal(requests[0]?.body, `{"filter":${expected}}`)
    })
  }

  test('of many alternatives or negations has one level', async (context) => {
    const requests = stubFetch(context, () => '{"result":{"items":[]}}')
    let [alternatives, negated] = [a, a]
    for (let at = 0; at < 1_000; at++) {
      alternatives = alternatives.or(where3('a').eq(at))
      negated = negated.not()
    }
    await b24.v3.call('some.thing.list', { filter: alternatives })
    await b24.v3.call('some.thing.list', { filter: negated })
    assert.equal(JSON.parse(requests[0]?.body ?? '').filter[0].conditions.length, 1_001)
    assert.equal(requests[1]?.body, '{"filter":[["a","=",1]]}')
  })

  test('is not changed by its steps', () => {
    const before = JSON.stringify(a)
    a.and(b)
    a.or(b)
    a.not()
    assert.equal(JSON.stringify(a), before)
  })

  test('stands among conditions', async (context) => {
    const requests = stubFetch(context, () => '{"result":{"items":[]}}')
    await b24.v3.call('some.thing.list', { filter: [where3('a').in([1]), ['b', 5]] })
    assert.equal(requests[0]?.body, '{"filter":[[["a","in",[1]]],["b",5]]}')
  })

  test('takes another filter only', () => {
    for (const other of [undefined, 'id', [['id', 5]], where3('id')]) {
      assert.throws(() => a.or(/** @type {any} */ (other)), { code: 'INVALID_ARGUMENT' })
    }
  })

  test('without an operator is rejected', async (context) => {
    const requests = stubFetch(context, () => '{"result":{"items":[]}}')
    const filter = /** @type {any} */ (where3('id'))
    const error = await b24.v3.call('tasks.task.list', { filter }).catch((error) => error)
    assert.equal(error.code, 'INVALID_FILTER')
    assert.match(error.description, /"id" has no operator and value/)
    assert.equal(requests.length, 0)
  })
})
