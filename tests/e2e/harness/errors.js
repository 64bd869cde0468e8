// Assertions about errors of the package.

import assert from 'node:assert/strict'

import { log } from './log.js'

/**
 * Asserts that an attempt failed with a `B24Error` with the expected fields, a complete message and
 * no secret.
 *
 * @param {Outcome} outcome
 * @param {Partial<ThrownError>} expected
 * @param {string[]} [secrets]
 * @returns {ThrownError}
 */
export function assertFailed({ value, error }, expected, secrets = []) {
  assert.ok(error, `returned ${JSON.stringify(value)} instead of an error`)
  log(error.everything)
  assert.ok(error.isError && error.isB24Error, `not a B24Error: ${error.everything}`)
  const actual = Object.entries(error).filter(([name]) => name in expected)
  assert.deepEqual(Object.fromEntries(actual), expected, error.message)
  assert.equal(error.name, 'B24Error')
  assert.ok(error.message.includes(error.code) && error.message.includes(error.description))
  for (const secret of secrets) {
    assert.ok(secret.length > 8, 'the secret is too short')
    assert.ok(!error.everything.includes(secret), `a secret is in ${error.everything}`)
  }
  return error
}
