// The double of a portal, and its failures.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'

import { packageFolder } from './paths.js'

/** @type {typeof import('b24-wasm')} */
export const { B24, B24Error } = await import(resolve(packageFolder, 'dist/b24.js'))
/** @type {typeof import('b24-wasm/testing')} */
export const { mockB24 } = await import(resolve(packageFolder, 'dist/testing.js'))

/**
 * Returns the `B24Error` with which a promise is rejected.
 *
 * @param {Promise<unknown>} promise
 */
export async function failureOf(promise) {
  const thrown = await promise.then(
    () => assert.fail('nothing was thrown'),
    (error) => error,
  )
  assert.ok(thrown instanceof B24Error, String(thrown))
  return thrown
}
