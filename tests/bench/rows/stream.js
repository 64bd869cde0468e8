// 50,000 users against the first 5,000 of them: the time for each row, and the memory of the wasm. Both
// come from one portal, whose own time depends on the size of the company.

import assert from 'node:assert/strict'

import { OURS } from '../names.js'
import { doOnce, startServed } from '../stage.js'
import { spread } from '../statistics.js'

/** @import { Context, Row } from '../types.js' */

const FEW = 5000
const FIRST = 'the first 5,000'
const MANY = 50_000
const MEGABYTE = 1024 * 1024

/** @type {Promise<{ few: number[], many: number[], memory: number[] }> | undefined} */
let measured

/** @type {Row[]} */
export const rows = [
  {
    id: 'stream-time',
    title: 'each of 50,000 users against each of the first 5,000',
    unit: 'µs',
    targets: [{ of: FIRST, max: 1.05 }],
    async measure(context) {
      const { few, many } = await measureOnce(context)
      const ratios = many.map((time, round) => time / (few[round] ?? Number.NaN))
      return {
        samples: many.length,
        entries: [
          { name: OURS, ...spread(many) },
          { name: FIRST, ...spread(few) },
        ],
        ratios: [{ of: FIRST, ...spread(ratios) }],
      }
    },
  },
  {
    id: 'stream-memory',
    title: 'wasm memory, peak while 50,000 users stream',
    unit: 'MB',
    targets: [{ max: 4 }],
    async measure(context) {
      const { memory } = await measureOnce(context)
      return { samples: memory.length, entries: [{ name: OURS, ...spread(memory) }] }
    },
  },
]

/** @param {Context} context */
function measureOnce(context) {
  return (measured ??= measure(context))
}

/** @param {Context} context */
async function measure({ browser, quick }) {
  const portal = await startServed(MANY)
  try {
    await portal.control.settings({ bucket: { enabled: false } })
    /** @type {{ few: number[], many: number[], memory: number[] }} */
    const samples = { few: [], many: [], memory: [] }
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      // The first run compiles the code.
      const few = await doOnce(browser, portal, OURS, 'stream', { count: FEW, times: 2 })
      const many = await doOnce(browser, portal, OURS, 'stream', { count: MANY })
      assert.deepEqual([few.rows, many.rows], [FEW, MANY])
      assert.ok(many.memory > 0, 'the memory of the wasm was not found')
      samples.few.push((few.time * 1000) / FEW)
      samples.many.push((many.time * 1000) / MANY)
      samples.memory.push(many.memory / MEGABYTE)
    }
    return samples
  } finally {
    await portal.stop()
  }
}
