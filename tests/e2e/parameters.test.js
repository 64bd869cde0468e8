// The encoding of each JavaScript value, or the input error.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const { portal, openWebhook } = await openStage()
const page = await openWebhook()

beforeEach(() => portal.control.clear())

/**
 * Calls `methods`, which ignores all parameters, with the parameter `x`.
 *
 * @param {string} source of the value
 */
const send = (source) =>
  page.evaluate(
    (source) =>
      attempt(() =>
        b24.call(/** @type {string} */ ('methods'), { x: new Function(`return ${source}`)() }),
      ),
    source,
  )

suite('a form encodes', () => {
  /** @type {[source: string, form: [name: string, value: string][]][]} */
  const VALUES = [
    ["'a&b=c+d %ж'", [['x', 'a&b=c+d %ж']]],
    ["''", [['x', '']]],
    ["'🦀\\n\"'", [['x', '🦀\n"']]],
    ['42', [['x', '42']]],
    ['-0.5', [['x', '-0.5']]],
    ['12345678901234567890n', [['x', '12345678901234567890']]],
    ['true', [['x', '1']]],
    ['false', [['x', '0']]],
    ["new Date('2024-02-29T12:30:15.678+02:00')", [['x', '2024-02-29T10:30:15+00:00']]],
    [
      "['a', 'b']",
      [
        ['x[0]', 'a'],
        ['x[1]', 'b'],
      ],
    ],
    [
      "new Set(['a', 'b'])",
      [
        ['x[0]', 'a'],
        ['x[1]', 'b'],
      ],
    ],
    [
      'new Int32Array([3, 7])',
      [
        ['x[0]', '3'],
        ['x[1]', '7'],
      ],
    ],
    [
      'new BigInt64Array([3n, -7n])',
      [
        ['x[0]', '3'],
        ['x[1]', '-7'],
      ],
    ],
    [
      "new Map([['k', new Date(0)], ['l', 1]])",
      [
        ['x[k]', '1970-01-01T00:00:00+00:00'],
        ['x[l]', '1'],
      ],
    ],
    [
      "{ a: { b: [1, { 'c d': 2 }] } }",
      [
        ['x[a][b][0]', '1'],
        ['x[a][b][1][c d]', '2'],
      ],
    ],
    ['{ a: undefined, b: 1 }', [['x[b]', '1']]],
    ['new (class { a = 1; toJSON() { return { b: 2 } } })()', [['x[b]', '2']]],
    ['{ a: 1, toJSON: () => ({ b: new Date(0) }) }', [['x[b]', '1970-01-01T00:00:00+00:00']]],
    ['Object.assign([1], { toJSON: () => [2n] })', [['x[0]', '2']]],
    ['Object.assign(Object.create(null), { a: 1 })', [['x[a]', '1']]],
    ['undefined', []],
    ["new String('ab')", [['x', 'ab']]],
    ['new Number(5)', [['x', '5']]],
    ['new Boolean(false)', [['x', '0']]],
    ['Object(7n)', [['x', '7']]],
    [
      "{ ID: new Uint8Array([3, 7]), '@user_ids': new Uint8Array([9]) }",
      [
        ['x[ID][0]', '3'],
        ['x[ID][1]', '7'],
        ['x[@user_ids][0]', '9'],
      ],
    ],
    [
      'new Map([[1, true], [2n, false]])',
      [
        ['x[1]', '1'],
        ['x[2]', '0'],
      ],
    ],
  ]
  for (const [source, form] of VALUES) {
    test(source, async () => {
      const { error } = await send(source)
      assert.equal(error, undefined)
      const [request] = await portal.control.requests()
      assert.equal(request?.content_type, 'application/x-www-form-urlencoded')
      assert.deepEqual([...new URLSearchParams(request?.body)], form)
    })
  }
})

suite('JSON encodes values that a form cannot', () => {
  /** @type {[source: string, json: unknown][]} */
  const VALUES = [
    ['null', { x: null }],
    ['[]', { x: [] }],
    ['{}', { x: {} }],
    ['new Set()', { x: [] }],
    ['[undefined, 1]', { x: [null, 1] }],
    ['[1, , 2]', { x: [1, null, 2] }],
    ["{ 'a]': true }", { x: { 'a]': true } }],
  ]
  for (const [source, json] of VALUES) {
    test(source, async () => {
      const { error } = await send(source)
      assert.equal(error, undefined)
      const request = (await portal.control.requests()).at(-1)
      assert.equal(request?.content_type, 'application/json')
      assert.deepEqual(JSON.parse(request?.body ?? ''), json)
    })
  }

  test('901 values', async () => {
    const total = await page.evaluate(async () => {
      const ids = Array.from({ length: 901 }, (_, at) => (at < 900 ? 1_000_000 + at : 1))
      return (await b24.user.get({ filter: { '@ID': ids } })).total
    })
    assert.equal(total, 1)
  })
})

suite('rejects without a request', () => {
  /** @type {[source: string, description: RegExp][]} */
  const VALUES = [
    ['NaN', /"x" is NaN/],
    ['Infinity', /"x" is Infinity/],
    ['() => 1', /"x" is a function/],
    ['Symbol()', /"x" is a symbol/],
    ['{ deep: [NaN] }', /"0" is NaN/],
    ['{ toJSON: () => NaN }', /"x" is NaN/],
    ['new Date(NaN)', /"x" is an invalid date/],
    ["new Blob(['x'])", /"x" is a file.*await B24.file\(blob, name\)/],
    ["new File(['x'], 'x.txt')", /"x" is a file.*await B24.file\(blob, name\)/],
    ['new FormData()', /"x" is .*FormData.*await B24.file/],
    ['new Uint8Array([3, 7])', /"x" is .*Uint8Array.*await B24.file/],
    ['new (class Bytes extends Uint8Array {})([3, 7])', /"x" is .*Bytes.*await B24.file/],
    ['{ GRID: new Uint8Array([3]) }', /"GRID" is .*Uint8Array.*await B24.file/],
    ['new Uint8ClampedArray([3, 7])', /"x" is .*Uint8ClampedArray.*await B24.file/],
    ['new ArrayBuffer(4)', /"x" is .*ArrayBuffer.*await B24.file/],
    ['new DataView(new ArrayBuffer(4))', /"x" is .*DataView.*await B24.file/],
    ['[new Uint8Array([3])]', /"0" is .*Uint8Array.*await B24.file/],
    ["new URLSearchParams('a=b')", /"x" is a URLSearchParams/],
    ["new Headers({ a: 'b' })", /"x" is a Headers/],
    ["new Map([[1, 'a'], ['1', 'b']])", /"x".* key "1"/],
    ["new Map([[{}, 'a']])", /"x".* key "\[object Object\]"/],
    ["new Map([[Symbol('a'), 1]])", /"x".* key "Symbol\(a\)"/],
    ['new Number(NaN)', /"x" is NaN/],
    ['(() => { const o = {}; return (o.o = o) })()', /circular/],
    ["{ get a() { throw new Error('no') } }", /unreadable/],
    ["({ toJSON() { throw 'no' } })", /unreadable/],
    ['Promise.resolve(1)', /"x" is/],
    ['/pattern/', /"x" is/],
  ]
  for (const [source, description] of VALUES) {
    test(source, async () => {
      const error = assertFailed(await send(source), { kind: 'input', code: 'INVALID_PARAMETERS' })
      assert.match(error.description, description)
      assert.deepEqual(await portal.control.requests(), [])
    })
  }
})

suite('values in a filter', () => {
  /** @type {[source: string, form: Record<string, string>][]} */
  const FILTERS = [
    ["{ '>=DATE_REGISTER': new Date(0) }", { '>=DATE_REGISTER]': '1970-01-01T00:00:00+00:00' }],
    ["{ '@ID': new Set([3n]) }", { '@ID][0]': '3' }],
    ["new Map([['ACTIVE', false]])", { 'ACTIVE]': 'N' }],
    ["{ '@ID': new Uint16Array([7]) }", { '@ID][0]': '7' }],
    ["{ '@ID': new Uint8Array([7]) }", { '@ID][0]': '7' }],
    ['undefined', {}],
  ]
  for (const [source, form] of FILTERS) {
    test(source, async () => {
      const { error } = await page.evaluate(
        (source) => attempt(() => b24.user.get({ filter: new Function(`return (${source})`)() })),
        source,
      )
      assert.equal(error, undefined)
      const [request] = await portal.control.requests()
      const sent = [...new URLSearchParams(request?.body)]
      assert.deepEqual(
        sent,
        Object.entries(form).map(([name, value]) => [`filter[${name}`, value]),
      )
    })
  }
})

suite('rejects a misspelt parameter that is undefined', () => {
  for (const source of [
    'b24.user.get({ id: undefined })',
    'b24.user.get({ fitler: undefined })',
    'b24.user.update({ ID: 1, NAEM: undefined })',
    "b24.batch([['user.get', { id: undefined }]])",
  ]) {
    test(source, async () => {
      const outcome = await run(source)
      assertFailed(outcome, { kind: 'input', code: 'UNKNOWN_PARAMETER' })
      assert.deepEqual(await portal.control.requests(), [])
    })
  }
})

suite('rejects a reference outside a batch without a request', () => {
  for (const source of [
    "b24.call('crm.deal.add', { TITLE: sdk.B24.ref('a').ID })",
    "b24.call('crm.deal.add', { TITLE: `of ${sdk.B24.ref('a').ID} !` })",
    "b24.user.get({ filter: { NAME: sdk.B24.ref('a').NAME } })",
    "b24.list('crm.deal.list', { filter: { ID: sdk.B24.ref('a') } }).toArray()",
  ]) {
    test(source, async () => {
      const outcome = await run(source)
      assertFailed(outcome, { kind: 'input', code: 'INVALID_REFERENCE' })
      assert.deepEqual(await portal.control.requests(), [])
    })
  }
})

suite('rejects an undefined condition without a request', () => {
  const SOURCES = [
    'b24.user.get({ filter: { NAME: undefined } })',
    'b24.user.get({ FILTER: { ID: undefined } })',
    "b24.user.get({ filter: { '@ID': [1, undefined] } })",
    "b24.user.get({ filter: { '@ID': [1, , 2] } })",
    "b24.user.get({ filter: new Map([['ID', undefined]]) })",
    "b24.user.get({ filter: sdk.B24.where('ID').equals(undefined) })",
    "b24.user.get({ filter: sdk.B24.where('ID').in([undefined]) })",
    'b24.user.get({ ID: undefined })',
    "b24.user.get({ '!%LAST_NAME': undefined })",
    'b24.user.search({ FIND: undefined })',
    'b24.department.get({ PARENT: undefined })',
    'b24.user.get({ ID: null })',
    "b24.call('user.get', { ID: undefined })",
    "b24.call('crm.deal.list', { filter: { ID: undefined } })",
    "b24.call('crm.deal.list', { Filter: { LOGIC: 'OR', 0: { ID: undefined } } })",
    "b24.call('crm.deal.list', { 'filter[ID]': undefined })",
    "b24.call('crm.deal.list', { 'filter[0]': { ID: undefined } })",
    "b24.call('rest.v3', { filter: [['ID', '=', undefined]] })",
    "b24.call('task.items.getlist', [{}, { RESPONSIBLE_ID: undefined }])",
    "b24.call('task.elapseditem.getList', [5, {}, { '@ID': [undefined] }])",
    "b24.list('crm.deal.list', { filter: { ID: undefined } }).toArray()",
    "b24.list('user.get', { ID: undefined }).toArray()",
    "b24.batch([['crm.deal.list', { filter: { ID: undefined } }]])",
    "b24.batch([['user.get', { ID: undefined }]])",
  ]
  for (const source of SOURCES) {
    test(source, async () => {
      const outcome = await run(source)
      const error = assertFailed(outcome, { kind: 'input', code: 'INVALID_CONDITION' })
      assert.match(error.description, /condition ".*undefined/)
      assert.deepEqual(await portal.control.requests(), [])
    })
  }

  test('but not an undefined filter, other parameters or a custom filter', async () => {
    const { error } = await page.evaluate(() =>
      attempt(async () => {
        await b24.user.get({ filter: undefined, sort: undefined, start: undefined })
        await b24.call(/** @type {string} */ ('methods'), {
          FILTER: undefined,
          x: { filter: { a: undefined } },
        })
        await b24.call(/** @type {string} */ ('methods'), [
          5,
          { POST_MESSAGE: 'a', AUTHOR_ID: undefined },
        ])
        await b24.batch([['user.get', { filter: undefined }]])
      }),
    )
    assert.equal(error, undefined)
  })
})

/**
 * Runs an expression in the page.
 *
 * @param {string} source
 */
function run(source) {
  return page.evaluate((source) => attempt(() => new Function(`return ${source}`)()), source)
}
