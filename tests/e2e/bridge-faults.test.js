// A BX24.js that throws, or passes no response to its callback: calls fail at once.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { observe, until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

// The bridge listens to errors of the page.
globalThis.addEventListener ??= () => {}

const circular = { result: {} }
circular.result = circular

/** @param {unknown} value */
const thrower = (value) => () => {
  throw value
}

/** @param {unknown} value */
const passer = (value) => (/** @type {any} */ _, /** @type {any} */ __, /** @type {any} */ done) =>
  queueMicrotask(() => done(value))

suite('callMethod', () => {
  /** @type {[name: string, callMethod: Function][]} */
  const FAULTS = [
    ['throws an Error', thrower(new Error('of the library'))],
    ["throws 'Query error!'", thrower('Query error!')],
    ['throws null', thrower(null)],
    ['passes undefined to its callback', passer(undefined)],
    ['passes a circular envelope to its callback', passer({ status: 200, answer: circular })],
  ]
  for (const [name, callMethod] of FAULTS) {
    test(name, async (context) => {
      context.mock.timers.enable({ apis: ['setTimeout'] })
      const b24 = await B24.bridge({ init: (/** @type {() => void} */ done) => done(), callMethod })
      const call = observe(b24.call('crm.thing.get'))
      await until(() => call.isSettled)
      const { error } = call
      assert.deepEqual(
        [error?.name, error?.kind, error?.code, error?.method],
        ['B24Error', 'network', 'QUERY_ERROR', 'crm.thing.get'],
      )
    })
  }
})
