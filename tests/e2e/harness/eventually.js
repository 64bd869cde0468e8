// Waiting for what a page will show.

import { setTimeout } from 'node:timers/promises'

const LONGEST_WAIT = 10_000

/**
 * Repeats an assertion until it holds.
 *
 * @template T
 * @param {() => Promise<T>} assertion
 * @returns {Promise<T>}
 * @throws what it throws at last, after ten seconds
 */
export async function eventually(assertion) {
  const end = Date.now() + LONGEST_WAIT
  for (;;) {
    try {
      return await assertion()
    } catch (error) {
      if (Date.now() > end) throw error
      await setTimeout(30)
    }
  }
}
