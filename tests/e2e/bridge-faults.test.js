// A BX24.js that throws, or passes no response to its callback: calls fail at once.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { observe, settled, until } from './harness/clock.js'
import { replaceGlobal } from './harness/globals.js'
import { recordInstances } from './harness/instances.js'
import { packageFolder } from './harness/paths.js'

const instances = recordInstances()
/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

const circular = { result: {} }
circular.result = circular

/** @param {unknown} value */
const thrower = (value) => () => {
  throw value
}

/** @param {unknown} value */
const passer = (value) => (/** @type {any} */ _, /** @type {any} */ __, /** @type {any} */ done) =>
  queueMicrotask(() => done(value))

/** @param {Function} callMethod */
const openBridge = (callMethod) =>
  B24.bridge({ init: (/** @type {() => void} */ done) => done(), callMethod })

suite('callMethod', () => {
  const failed = ['network', 'QUERY_ERROR']
  const unreadable = ['response', 'NOT_A_RESPONSE']
  const thrown = {
    get answer() {
      throw new Error('of the library')
    },
  }
  /** @type {[name: string, callMethod: Function, expected: string[]][]} */
  const FAULTS = [
    ['throws an Error', thrower(new Error('of the library')), failed],
    ["throws 'Query error!'", thrower('Query error!'), failed],
    ['throws null', thrower(null), failed],
    ['passes status 0 to its callback', passer({ status: 0, answer: { result: {} } }), failed],
    ['passes undefined to its callback', passer(undefined), unreadable],
    ['passes null to its callback', passer(null), unreadable],
    ['passes a circular envelope', passer({ status: 200, answer: circular }), unreadable],
    ['passes a BigInt', passer({ status: 200, answer: { result: 7n } }), unreadable],
    ['passes a result whose getters throw', passer(thrown), unreadable],
  ]
  for (const [name, callMethod, expected] of FAULTS) {
    test(name, async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] })
      const b24 = await openBridge(callMethod)
      // A write, which is not sent again.
      const call = observe(b24.call('crm.thing.add'))
      await until(() => call.isSettled)
      const { error } = call
      assert.deepEqual(
        [error?.name, error?.kind, error?.code, error?.method],
        ['B24Error', ...expected, 'crm.thing.add'],
      )
    })
  }

  test('calls its callback twice', async () => {
    const b24 = await openBridge(
      (/** @type {any} */ _, /** @type {any} */ __, /** @type {any} */ done) => {
        done({ status: 200, answer: { result: 7 } })
        done({ status: 0 })
      },
    )
    assert.equal((await b24.call('crm.thing.get')).result, 7)
  })

  test('gets a form that no version loses, even without parameters', async () => {
    /** @type {unknown[]} */
    const forms = []
    const b24 = await openBridge(
      (/** @type {any} */ _, /** @type {any} */ form, /** @type {any} */ done) => {
        forms.push(form)
        done({ status: 200, answer: { result: 7 } })
      },
    )
    await b24.call('crm.thing.get')
    await b24.call('crm.thing.get', { ID: 1 })
    assert.deepEqual(forms, ['start=0', 'ID=1'])
  })
})

suite('timeouts', () => {
  const never = () => {}
  const MAX_DELAY = 2 ** 31 - 1

  for (const timeout of [Number.NaN, -1, 0]) {
    test(`${timeout} is rejected`, async () => {
      const b24 = await openBridge(never)
      const options = { init() {}, callMethod: never }
      for (const outcome of [
        B24.bridge(options, { timeout }),
        b24.call('crm.thing.get', {}, { timeout }),
      ]) {
        await assert.rejects(outcome, { name: 'B24Error', kind: 'input', code: 'INVALID_TIMEOUT' })
      }
    })
  }

  for (const timeout of [Infinity, MAX_DELAY + 1]) {
    test(`${timeout} is the longest that a timer waits`, async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] })
      const b24 = await openBridge(never)
      const options = { init() {}, callMethod: never }
      const outcomes = [
        observe(B24.bridge(options, { timeout })),
        observe(b24.call('crm.thing.get', {}, { timeout })),
      ]
      await settled()
      context.mock.timers.tick(MAX_DELAY - 1)
      await settled()
      assert.deepEqual(
        outcomes.map(({ isSettled }) => isSettled),
        [false, false],
      )
      context.mock.timers.tick(1)
      await until(() => outcomes.every(({ isSettled }) => isSettled))
      assert.deepEqual(
        outcomes.map(({ error }) => error.code),
        ['BRIDGE_TIMEOUT', 'TIMEOUT'],
      )
    })
  }
})

test('many bridges listen to nothing', async (context) => {
  const listen = context.mock.fn()
  replaceGlobal(context, 'addEventListener', listen)
  const bridges = await Promise.all(Array.from({ length: 1000 }, () => openBridge(() => {})))
  assert.equal(bridges.length, 1000)
  assert.equal(listen.mock.callCount(), 0)
})

test('a bridge works after a failure of the module', async () => {
  const b24 = await openBridge(passer({ status: 200, answer: { result: 7 } }))
  instances.at(-1)?.breakDown()
  await assert.rejects(b24.call('crm.thing.get'), { name: 'B24Error', code: 'CORE_FAILED' })
  assert.equal((await b24.call('crm.thing.get')).result, 7)
})
