// The fault matrix with the package: its outcomes and requests equal those of the core
// (`tests/core/fault_matrix.rs`), but for responses that a browser hides.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { after, before, suite, test } from 'node:test'

import { STEPS, runClient, runStep } from './harness/fault-steps.js'
import { readTable } from './harness/fault-table.js'
import { packageFolder } from './harness/paths.js'
import { startPortal } from './harness/portal.js'
import { openStage } from './harness/stage.js'

/** The number of users, who are all in the lists of the steps. */
const USERS = 200

const once = readTable('one faulty response')
const always = readTable('faulty responses only')

/** The fault of a row. */
const faultOf = (/** @type {string} */ label) => {
  const [name = '', code] = label.split(' ')
  return { name, ...(code && { code }) }
}

/**
 * Runs steps at the same time; returns the cells by step. Each step has a portal of its own, since a portal
 * has one list of faults, and since the package remembers limits of a portal and a browser connections.
 *
 * @param {import('./harness/fault-steps.js').Run} run
 * @param {string[]} steps
 * @param {import('./harness/control.js').Fault} fault
 * @param {boolean} isPermanent
 * @param {{ after: (stop: () => Promise<void>) => void }} context in which the portals run
 */
async function runSteps(run, steps, fault, isPermanent, context) {
  const cells = steps.map(async (step) => {
    const portal = await startPortal({ users: USERS })
    context.after(() => portal.stop())
    return /** @type {const} */ ([step, await runStep(portal, run, step, fault, isPermanent)])
  })
  return new Map(await Promise.all(cells))
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

  /** @type {(() => Promise<void>)[]} */
  const stops = []
  after(() => Promise.all(stops.map((stop) => stop())))

  for (const [label, expected] of once) {
    // The package remembers this fault: its portals keep their ports, which no later portal may get.
    const isRemembered = label.endsWith('OPERATION_TIME_LIMIT')
    for (const steps of isRemembered ? STEPS.map((step) => [step]) : [STEPS]) {
      test(isRemembered ? `${label}, ${steps}` : label, async (context) => {
        const lifetime = isRemembered ? { after: stops.push.bind(stops) } : context
        const cells = await runSteps(runClient, steps, faultOf(label), false, lifetime)
        for (const step of steps) assert.deepEqual(cells.get(step), expected.get(step), step)
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
  const { openTop } = await openStage()
  /** @type {import('playwright-core').Page} */
  let page
  before(async () => void (page = await openTop('module.html')))

  /** @type {import('./harness/fault-steps.js').Run} */
  const run = (given) => page.evaluate(runClient, given)

  for (const [name, table] of /** @type {const} */ ([
    ['once', once],
    ['always', always],
  ])) {
    const isPermanent = name === 'always'
    for (const label of HIDDEN) {
      test(`${label}, ${name}`, async (context) => {
        const cells = await runSteps(run, STEPS, faultOf(label), isPermanent, context)
        for (const step of STEPS) {
          assert.deepEqual(cells.get(step), table.get('drop')?.get(step), step)
        }
      })
    }

    test(`drop, ${name}`, async (context) => {
      const cells = await runSteps(run, STEPS, { name: 'drop' }, isPermanent, context)
      for (const step of STEPS) {
        // Chromium itself repeats a request if a reused connection is closed: the number differs.
        assert.equal(cells.get(step)?.outcome, table.get('drop')?.get(step)?.outcome, step)
      }
    })
  }
})
