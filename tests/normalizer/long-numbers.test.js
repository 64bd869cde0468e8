// The search for numbers that JavaScript would round, in text and in parts of its bytes.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { importSource } from './source.js'

suite('long numbers', async () => {
  const { hasLongNumber, mayHaveLongNumber } = await importSource()
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text)
  const NUMBER = '1234567890123456'

  test('are found wherever they are', () => {
    for (let at = 0; at < 40; at++) {
      for (const before of [':', ',', '[', ': ', '[-']) {
        for (const number of [NUMBER, `${NUMBER}7890`]) {
          const text = `{"a"${' '.repeat(at)}${before}${number}}`
          assert.ok(hasLongNumber(text), text)
          assert.ok(mayHaveLongNumber(bytes(text)), text)
        }
      }
    }
  })

  test('are found in one of two parts, wherever these are separated', () => {
    const whole = bytes(`{"a":1,"b":"Ж","c":${NUMBER},"d":"x"}`)
    for (let at = 0; at <= whole.length; at++) {
      const parts = [whole.subarray(0, at), whole.subarray(at)]
      assert.ok(parts.some(mayHaveLongNumber), `${at}`)
    }
  })

  test('are neither shorter numbers nor fractions', () => {
    for (let at = 0; at < 40; at++) {
      const space = ' '.repeat(at)
      for (const number of [NUMBER.slice(1), `0.${NUMBER}789`, `-12.${NUMBER}`, 'null', '"Ж"']) {
        const text = `{"a":${space}${number}}`
        assert.ok(!hasLongNumber(text), text)
        assert.ok(!mayHaveLongNumber(bytes(text)), text)
      }
    }
  })

  test('may be in bytes that begin or end with a digit', () => {
    assert.ok(mayHaveLongNumber(bytes('5,"a":1}')))
    assert.ok(mayHaveLongNumber(bytes('{"a":5')))
    assert.ok(!mayHaveLongNumber(bytes('')))
    assert.ok(!hasLongNumber(''))
  })
})
