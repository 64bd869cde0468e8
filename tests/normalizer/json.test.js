// Parsing that keeps the order of identifiers.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { importSource } from './source.js'

suite('JSON', async () => {
  const { namesOf, parse } = await importSource()

  test('keeps the order of names of digits', () => {
    const text = '{"result":{"9":{"id":9},"-4":{"id":-4},"10":{"3":"c","1":"a"},"x":null}}'
    const { result } = parse(text)
    assert.deepEqual({ result }, JSON.parse(text))
    assert.deepEqual(namesOf(result), ['9', '-4', '10', 'x'])
    assert.deepEqual(namesOf(result[10]), ['3', '1'])
    assert.deepEqual(namesOf(result[9]), ['id'])
  })

  test('looks four levels deep, but not into lists', () => {
    const levels = (/** @type {number} */ depth) =>
      `${'{"a":'.repeat(depth)}{"2":0,"1":0}${'}'.repeat(depth)}`
    const innermost = (/** @type {any} */ value) => {
      while (value.a !== undefined) value = value.a
      return namesOf(value)
    }
    assert.deepEqual(innermost(parse(levels(0))), ['2', '1'])
    assert.deepEqual(innermost(parse(levels(4))), ['2', '1'])
    assert.deepEqual(innermost(parse(levels(5))), ['1', '2'])
    assert.deepEqual(namesOf(parse('[{"2":0,"1":0}]')[0]), ['1', '2'])
    assert.deepEqual(namesOf(parse('{"5":[{"2":0,"1":0}]}')[5][0]), ['1', '2'])
  })

  test('changes no text that looks like a name', () => {
    const values = [
      '{"1":2}',
      '"1":',
      ',"1":',
      '\\',
      '\\",',
      '{',
      '[,',
      '',
      '1',
      '{"',
      '"',
      ' "7" : ',
    ]
    for (const first of values) {
      for (const second of values) {
        const value = { 7: first, [first]: second, 3: { [second]: [first] }, x: { 5: second } }
        const text = JSON.stringify(value, null, first.length % 3)
        assert.deepEqual(parse(text), JSON.parse(text))
        assert.equal(namesOf(parse(text)).length, Object.keys(value).length)
      }
    }
  })

  test('keeps names with the mark, and those that only the mark distinguishes', () => {
    const marked = parse('{"#2":0,"1":0}')
    assert.deepEqual(namesOf(marked), ['#2', '1'])
    assert.deepEqual(namesOf(parse('{"2":0,"#2x":1,"1":0}')), ['2', '#2x', '1'])
    assert.deepEqual(namesOf(parse('{"2":{"5":0,"4":0},"#2":1,"1":0}')), ['1', '2', '#2'])
    assert.deepEqual(namesOf(parse('{"2":0,"\\u0032":1,"1":0}')), ['1', '2'])
  })

  test('keeps a member with the name of the prototype', () => {
    const parsed = parse('{"2":{"__proto__":{"4":0,"3":0}},"1":0}')
    assert.deepEqual(Object.keys(parsed[2]), ['__proto__'])
    assert.equal(Object.getPrototypeOf(parsed[2]), Object.prototype)
    assert.deepEqual(namesOf(parsed[2]), ['__proto__'])
    assert.deepEqual(namesOf(Object.getOwnPropertyDescriptor(parsed[2], '__proto__')?.value), [
      '4',
      '3',
    ])
  })

  test('keeps the digits of whole numbers that JavaScript would round, and no others', () => {
    const digits = '12345678901234567890'
    for (let spaces = 0; spaces < 20; spaces++) {
      const space = ' '.repeat(spaces)
      for (const before of ['', '-']) {
        const number = `${before}${digits}`
        assert.deepEqual(parse(`{"a":${space}${number},"b":[${number}]}`), {
          a: number,
          b: [number],
        })
        assert.equal(parse(`${space}${number}`), number)
      }
      for (const same of [
        `"x${space}, ${digits}, "`,
        `"\\"${space}:${digits}"`,
        `{"${digits}":"${digits}"}`,
        `[0.${digits},1${digits.slice(1)}.5,1.${digits}e3,${digits}e1]`,
        '[9007199254740991,9007199254740994,100000000000000000]',
        '[-1234567890123456]',
      ]) {
        assert.deepEqual(parse(space + same), JSON.parse(same), same)
      }
    }
  })

  test('rejects what JSON.parse rejects', () => {
    for (const text of ['', '{12345678901234567:1}', '{', '{"1":}', '{"1":2}}', "{'1':2}"]) {
      assert.throws(() => parse(text), SyntaxError)
    }
  })
})
