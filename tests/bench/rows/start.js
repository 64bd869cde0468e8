// The start of a page: from the navigation, and from its script, to 50 typed users. The network takes
// 50 ms for each round trip, the processor has a quarter of its speed, and nothing is cached. Code that
// the browser runs beside the page, such as the compiler of wasm, has its full speed.

import assert from 'node:assert/strict'

import { CONTESTANTS } from '../bundles.js'
import { BX24_NAME, HAND, OURS, PEER } from '../names.js'
import { inPage } from '../stage.js'
import { compare } from '../statistics.js'

/** @import { Frame, Page } from 'playwright-core' */
/** @import { Context, Row } from '../types.js' */

const NAMES = [OURS, PEER, BX24_NAME, HAND]
const ROUND_TRIP = 50
const SLOWDOWN = 4

/** @typedef {Record<string, number[]>} Samples */

/** @type {Promise<{ total: Samples, loaded: Samples }> | undefined} */
let measured

/** @type {Row[]} */
export const rows = [
  {
    id: 'start',
    title: 'page start to 50 users (50 ms, 4x CPU)',
    unit: 'ms',
    targets: [{ of: PEER, max: 0.85 }],
    measure: async (context) => compare((await measureOnce(context)).total),
  },
  {
    id: 'start-loaded',
    title: 'the same, from script loaded',
    unit: 'ms',
    targets: [{ of: PEER, max: 0.7 }],
    measure: async (context) => compare((await measureOnce(context)).loaded),
  },
]

/** @param {Context} context */
function measureOnce(context) {
  return (measured ??= measure(context))
}

/** @param {Context} context */
async function measure(context) {
  /** @type {{ total: Samples, loaded: Samples }} */
  const samples = { total: {}, loaded: {} }
  const { control } = context.portal
  await control.settings({ latency_ms: ROUND_TRIP })
  try {
    for (let round = 0; round < (context.quick ? 3 : 20); round++) {
      const turn = round % NAMES.length
      // Each has another place in the next round, as what the one before it left may last.
      for (const name of [...NAMES.slice(turn), ...NAMES.slice(0, turn)]) {
        const { total, loaded } = await startOnce(context, name)
        ;(samples.total[name] ??= []).push(total)
        ;(samples.loaded[name] ??= []).push(loaded)
      }
    }
  } finally {
    await control.settings({ latency_ms: 0 })
  }
  return samples
}

/**
 * Starts a contestant's page in a frame that is already throttled.
 *
 * @param {Context} context
 * @param {string} name
 */
function startOnce({ browser, portal }, name) {
  return inPage(browser, portal, 'blank', async (frame, page) => {
    await throttle(frame, page, portal.app)
    await frame.goto(`${portal.app}/start-${CONTESTANTS[name]}.html`)
    await frame.waitForFunction(() => globalThis.started !== undefined)
    const started = await frame.evaluate(() => globalThis.started)
    assert.ok(started && !('error' in started), `${name}: ${JSON.stringify(started)}`)
    assert.equal(started.users, 50)
    return started
  })
}

/**
 * Throttles the frame and the host page, which have a process each. DevTools delay the page and its
 * script; the emulator delays the REST, since DevTools do not delay preflights.
 *
 * @param {Frame} frame
 * @param {Page} page
 * @param {string} app the origin of the frame
 */
async function throttle(frame, page, app) {
  const unlimited = { downloadThroughput: -1, uploadThroughput: -1 }
  for (const target of [page, frame]) {
    const session = await page.context().newCDPSession(target)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditionsByRule', {
      matchedNetworkConditions: [{ urlPattern: `${app}/*`, latency: ROUND_TRIP, ...unlimited }],
    })
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  }
}
