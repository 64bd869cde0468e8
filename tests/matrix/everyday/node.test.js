// The package in Node.js outside an ES module: in CommonJS and in worker threads.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { openStage } from '../../e2e/harness/stage.js'
import { createCell } from '../harness/cell.js'
import { run } from '../harness/program.js'

const { portal } = await openStage()

/** Prints the first person, and how many departments REST 3.0 counts. */
const PRINT = `
  async function print({ B24 }) {
    const b24 = await B24.webhook('${portal.webhook}')
    const { result } = await b24.user.get({ filter: { ID: 1 } })
    const counted = await b24.v3.humanresources.node.count()
    console.log(result[0].ID, typeof counted.result.departments)
  }`
const WORKER = `
  const { Worker } = require('node:worker_threads')
  new Worker('./worker.mjs').on('error', (error) => { throw error })`

/** @type {[name: string, main: string, files?: Record<string, string>][]} */
const PROGRAMS = [
  ['require', "print(require('b24-wasm'))"],
  ['require-slim', "print(require('b24-wasm/slim'))"],
  ['require-script', "require('b24-wasm/script'); print(globalThis)"],
  ['import-in-commonjs', "import('b24-wasm').then(print)"],
  [
    'worker',
    WORKER,
    { 'worker.mjs': `import * as sdk from 'b24-wasm'; ${PRINT} await print(sdk)` },
  ],
]

suite('in Node.js', () => {
  for (const [name, main, files] of PROGRAMS) {
    test(name, async () => {
      const cell = await createCell(`node-${name}`, {
        files: { 'main.cjs': `${PRINT}\n${main}`, ...files },
      })
      assert.equal(await run(cell, ['main.cjs']), '1 number\n')
    })
  }
})
