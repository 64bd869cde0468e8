// The wrapper's normalizer and the core's make the same of every result.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { suite, test } from 'node:test'

import { importSource, root } from './source.js'

/** The program of `tests/normalizer/cases`, in cargo's target folder. */
const program = resolve(
  root,
  process.env.CARGO_TARGET_DIR ?? 'target',
  'debug/examples/normalizer-cases',
)

/** The name of an object that stands for values by identifier. */
const KEYED = '\0keyed'

/** Fewer rows would show that cases are missing. */
const ROWS = 100_000

/**
 * A form of a method's result.
 *
 * @typedef {object} Target
 * @property {string} name
 * @property {boolean} isOne whether the result is a single value
 * @property {(result: unknown) => unknown} normalize
 * @property {number} normalized the number of results that were normalized
 * @property {number} rejected the number of results that were rejected
 */

suite('both normalizers', async () => {
  const { compile, parse } = await importSource()

  /** @type {Target[]} */
  const targets = []
  let rows = 0

  test('make the same of every result', async () => {
    const cases = spawn(program, { stdio: ['ignore', 'pipe', 'inherit'] })
    const closed = once(cases, 'close')
    let isTable = true
    for await (const line of createInterface({ input: cases.stdout })) {
      if (line === '') isTable = false
      else if (isTable) addTarget(line)
      else compare(line)
    }
    assert.deepEqual(await closed, [0, null])
  })

  test('had enough results of each form', () => {
    assert.ok(rows >= ROWS, `${rows} rows`)
    for (const { name, normalized, rejected } of targets) {
      assert.ok(normalized > 20 && rejected > 20, `${name}: ${normalized} and ${rejected}`)
    }
  })

  /** @param {string} line */
  function addTarget(line) {
    const [name = '', table = ''] = line.split('\t')
    const isOne = table.startsWith('["o"')
    targets.push({ name, isOne, normalize: compile(table), normalized: 0, rejected: 0 })
  }

  /** @param {string} line */
  function compare(line) {
    const [at, inBatch, body = '', expected = ''] = line.split('\t')
    const target = targets[Number(at)]
    assert.ok(target)
    const { result } = parse(body)
    const received = inBatch === '1' ? result.result.a : result
    rows += !target.isOne && received instanceof Object ? Object.keys(received).length : 1
    let actual
    try {
      actual = `+${write(target.normalize(received))}`
      target.normalized++
    } catch (error) {
      actual = `-${JSON.stringify(/** @type {Error} */ (error).message)}`
      target.rejected++
    }
    const sign = expected.charAt(0)
    const same = sign + JSON.stringify(parse(expected.slice(1)))
    if (actual !== same) assert.equal(actual, same, `${target.name}: ${body}`)
  }
})

/**
 * Writes a value with its names in order.
 *
 * @param {unknown} value
 */
function write(value) {
  return JSON.stringify(value, (_, part) => (part instanceof Map ? { [KEYED]: [...part] } : part))
}
