// The fault matrix with the package: its outcomes and requests equal those of the core
// (`tests/core/fault_matrix.rs`), but for responses that a browser hides.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { after, suite, test } from 'node:test'

import { STEPS, runClient, runStep } from './harness/fault-steps.js'
import { readTable } from './harness/fault-table.js'
import { packageFolder } from './harness/paths.js'
import { startPortal } from './harness/portal.js'
import { openStage } from './harness/stage.js'

const USERS = 200

const once = readTable('one faulty response')
const always = readTable('faulty responses only')

/** The fault of a row. */
const faultOf = (/** @type {string} */ label) => {
  const [name = '', code] = label.split(' ')
  return { name, ...(code && { code }) }
}

suite('in Node', async () => {
  globalThis.sdk = await import(resolve(packageFolder, 'dist/b24.js'))
  const { random } = Math
  after(() => void (Math.random = random))

  test('the table has every fault of the emulator', async (context) => {
    const portal = await startPortal()
    context.after(() => portal.stop())
    const { requests } = await portal.control.faultNames()
    assert.deepEqual([...new Set([...once.keys()].map((label) => faultOf(label).name))], requests)
  })

  for (const [label, cells] of once) {
    // A row, or a cell if the package remembers its fault, has a portal of its own.
    const isRemembered = label.endsWith('OPERATION_TIME_LIMIT')
    for (const steps of isRemembered ? STEPS.map((step) => [step]) : [STEPS]) {
      test(isRemembered ? `${label}, ${steps}` : label, async (context) => {
        const portal = await startPortal({ users: USERS })
        context.after(() => portal.stop())
        for (const step of steps) {
          const cell = await runStep(portal, runClient, step, faultOf(label), false)
          assert.deepEqual(cell, cells.get(step), step)
        }
      })
    }
  }
})

/**
 * Responses without CORS headers: a page learns no more of them than of a closed connection, and of a
 * redirect not where it leads.
 */
const HIDDEN = ['bad-gateway-html', 'unavailable-html', 'gateway-timeout-html', 'redirect']

suite('in the browser', async () => {
  const { portal, openTop } = await openStage({ users: USERS })

  /** @type {import('./harness/fault-steps.js').Run} */
  const run = async (given) => {
    const page = await openTop('module.html')
    const outcomes = await page.evaluate(runClient, given)
    await page.close()
    return outcomes
  }

  for (const [name, table] of /** @type {const} */ ([
    ['once', once],
    ['always', always],
  ])) {
    for (const label of HIDDEN) {
      test(`${label}, ${name}`, async () => {
        for (const step of STEPS) {
          const cell = await runStep(portal, run, step, faultOf(label), name === 'always')
          assert.deepEqual(cell, table.get('drop')?.get(step), step)
        }
      })
    }

    test(`drop, ${name}`, async () => {
      for (const step of STEPS) {
        const { outcome } = await runStep(portal, run, step, { name: 'drop' }, name === 'always')
        // Chromium itself repeats a request if a reused connection is closed: the number differs.
        assert.equal(outcome, table.get('drop')?.get(step)?.outcome, step)
      }
    })
  }
})
