// The page that measures its own start: from the navigation to typed users.

/** @import { Connect } from '../types.js' */

/**
 * Connects, requests a page of users, and stores the times in the global `started`, in milliseconds.
 *
 * @param {Connect} connect
 */
export async function start(connect) {
  try {
    const { users } = await connect()
    const { length } = await users()
    const total = performance.now()
    const [script] = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js'))
    const { responseEnd } = /** @type {PerformanceResourceTiming} */ (script)
    globalThis.started = { users: length, total, loaded: total - responseEnd }
  } catch (error) {
    globalThis.started = { error: String(error) }
  }
}
