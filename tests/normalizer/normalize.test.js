// The normalizer of the wrapper by small tables. That it equals the core's shows another test.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { importSource } from './source.js'

suite('the normalizer', async () => {
  const { compile, parse } = await importSource()

  /**
   * @param {unknown} table
   * @param {string} json
   */
  const normalize = (table, json) => compile(JSON.stringify(table))(parse(json))

  /** @type {(table: unknown, json: string, message: string) => void} */
  const rejects = (table, json, message) =>
    assert.throws(() => normalize(table, json), { name: 'Error', message })

  const RECORD = [0, 0, { ID: 'i', NAME: 't', DEPARTMENTS: 'I', COUNTS: 'C', PHONES: [1, 1, {}] }]

  test('changes rows in place and leaves unknown fields alone', () => {
    const rows = [{ NEW: [0], NAME: 5, ID: '7' }]
    const normalized = compile(JSON.stringify(['l', RECORD]))(rows)
    assert.equal(normalized, rows)
    assert.deepEqual(Object.entries(rows[0] ?? {}), [
      ['NEW', [0]],
      ['NAME', '5'],
      ['ID', 7],
      ['DEPARTMENTS', []],
      ['COUNTS', new Map()],
      ['PHONES', null],
    ])
  })

  test('adds no field to a sparse record', () => {
    assert.deepEqual(normalize(['o', [0, 1, { ID: 'i', NAME: 't' }]], '{"ID":1}'), { ID: 1 })
  })

  test('returns values by identifier in the order of the text', () => {
    const keyed = normalize(['k', RECORD], '{"9":{"ID":9,"COUNTS":{"3":"1","2":2}},"4":{"ID":4}}')
    assert.deepEqual([...keyed.keys()], [9, 4])
    assert.deepEqual([...keyed.get(9).COUNTS], [[3, 1], [2, 2]]) // prettier-ignore
    const lists = normalize(['K', 'i'], '{"9":["5",4],"4":[]}')
    assert.deepEqual([...lists], [[9, [5, 4]], [4, []]]) // prettier-ignore
    assert.deepEqual(normalize(['k', RECORD], '[]'), new Map())
  })

  test('removes a field that depends on another one', () => {
    const table = ['l', [1, 0, { on: 'r', field: 't' }], 'field', 'on']
    assert.deepEqual(normalize(table, '[{"on":0,"field":"x"},{"on":1,"field":"x"},null]'), [
      { on: null, field: null },
      { on: 1, field: 'x' },
      null,
    ])
  })

  test('names the place of a mistake', () => {
    const name = 'field NAME: expected a text, got a list'
    rejects(['o', RECORD], '{"ID":1,"NAME":[]}', name)
    rejects(['l', RECORD], '[{"ID":1},{"ID":2,"NAME":[]}]', `row 1: ${name}`)
    rejects(['k', RECORD], '{"12":{"ID":2,"NAME":[]}}', `row 12: ${name}`)
    rejects(['K', 'i'], '{"12":[1,"x"]}', 'row 12: row 1: expected a whole number, got a text')
    rejects(['o', RECORD], '{"NAME":[]}', 'field ID is missing')
    rejects(['o', RECORD], '{"ID":1.5}', 'field ID: expected a whole number, got 1.5')
    rejects(['o', RECORD], '[]', 'expected an object, got a list')
    const inner = ['o', [0, 0, { inner: [0, 0, {}] }]]
    rejects(inner, '{}', 'field inner: expected an object, got null')
    rejects(['o', RECORD], '7', 'expected an object, got a number')
    rejects(['l', RECORD], '{}', 'expected a list of rows, got an object')
    rejects(['k', RECORD], '[0]', 'expected rows by identifier, got a list')
    rejects(['k', RECORD], '{"1":{"ID":1},"x":0}', '"x" is not a number')
    rejects(['o', 't'], 'false', 'expected a value, got null')
    assert.equal(normalize(['o', 'e'], 'false'), null)
  })

  test('has numbers as JSON.parse has them, or all digits if it rounds them', () => {
    // The core, which keeps the digits, would reject 1.0 and 1e2, and write 0.10 as it is.
    const json = '{"ID":1.0,"NAME":0.10,"DEPARTMENTS":["9007199254740993","9007199254740994",1e2]}'
    const row = normalize(['o', RECORD], json)
    assert.deepEqual(
      [row.ID, row.NAME, row.DEPARTMENTS],
      [1, '0.1', ['9007199254740993', 9007199254740994, 100]],
    )
  })

  test('ignores a member with the name of the prototype', () => {
    const row = normalize(['o', RECORD], '{"ID":"1","__proto__":{"NAME":[]}}')
    assert.equal(Object.getPrototypeOf(row), Object.prototype)
    assert.deepEqual(Object.getOwnPropertyDescriptor(row, '__proto__')?.value, { NAME: [] })
    assert.equal(row.NAME, null)
  })
})
