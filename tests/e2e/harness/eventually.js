// Waits for an assertion.

import { setTimeout } from 'node:timers/promises'

const MAX_WAIT = 20_000

/**
 * Repeats an assertion until it holds.
 *
 * @template T
 * @param {() => Promise<T>} assertion
 * @returns {Promise<T>}
 * @throws the last error, after twenty seconds
 */
export async function eventually(assertion) {
  const end = Date.now() + MAX_WAIT
  for (;;) {
    try {
      return await assertion()
    } catch (error) {
      if (Date.now() > end) throw error
      await setTimeout(30)
    }
  }
}
