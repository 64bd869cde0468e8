// Waits for conditions while the timers are mocked.

import assert from 'node:assert/strict'

/** The most turns of the event loop that a wait takes: far more than a call needs. */
const MAX_TURNS = 1000

/**
 * Waits until a condition holds, without real time and without a timer.
 *
 * @param {() => unknown} condition
 */
export async function until(condition) {
  for (let turn = 0; !condition(); turn++) {
    assert.ok(turn < MAX_TURNS, `it never happened: ${condition}`)
    await nextTurn()
  }
}

/** Waits until all that is due has happened. */
export async function settled() {
  for (let turn = 0; turn < 10; turn++) await nextTurn()
}

const nextTurn = () => new Promise((done) => setImmediate(done))

/**
 * Observes a promise: its value or its error, once it has one.
 *
 * @template T
 * @param {Promise<T>} promise
 */
export function observe(promise) {
  /** @type {{ isSettled: boolean, value?: T, error?: any }} */
  const outcome = { isSettled: false }
  promise.then(
    (value) => Object.assign(outcome, { isSettled: true, value }),
    (error) => Object.assign(outcome, { isSettled: true, error }),
  )
  return outcome
}
