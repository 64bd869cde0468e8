// Pages that use events.

import assert from 'node:assert/strict'

import { eventually } from './eventually.js'
import { auditPushSecrets, recordReports } from './push-audit.js'

/** The number of breaks of {@link sendAcrossBreaks}, and of the events around each. */
const BREAKS = 10
const EVENTS = 100

/**
 * What a page has reported so far.
 *
 * @typedef {object} Seen
 * @property {any[]} received the parameters of the events `a`
 * @property {any[]} states
 * @property {number} missed the number of reports that events may be missed
 * @property {import('b24-wasm').EventsState} state
 */

/**
 * Restores the portal of a test, whose push server gathers messages for a short time.
 *
 * @param {import('./stage.js').Stage} stage
 */
export async function resetPush({ portal: { control } }) {
  await control.reset()
  await control.settings({ bucket: { enabled: false }, push: { gather_ms: 20 } })
}

/**
 * Opens the app in a frame, with a client in its global `b24` and everything that its events report.
 *
 * @param {import('./stage.js').Stage} stage
 * @param {string} [entry]
 */
export async function openPushPage({ portal, openFrame }, entry = 'module.html') {
  const { page, frame } = await openFrame(entry)
  const audit = auditPushSecrets(page, frame, portal)
  await frame.evaluate(async () => {
    const b24 = await (globalThis.sdk ?? globalThis).B24.frame()
    Object.assign(globalThis, { b24, received: [], states: [], missed: 0 })
  })
  await recordReports(frame)
  /** @returns {Promise<Seen>} */
  const seen = () =>
    frame.evaluate(() => {
      const { received, states, missed, b24 } = /** @type {any} */ (globalThis)
      return { received, states, missed, state: b24.events.state }
    })
  return { page, frame, audit, seen }
}

/**
 * Subscribes to the command `a`.
 *
 * @param {import('playwright-core').Frame} frame
 * @param {number} [timeout]
 */
export function subscribe(frame, timeout) {
  return frame.evaluate(
    (timeout) =>
      attempt(async () => {
        const page = /** @type {any} */ (globalThis)
        const { events } = page.b24
        await events.onState((/** @type {any} */ state) => page.states.push(state))
        await events.onMissed(() => page.missed++)
        const options = timeout ? { timeout } : {}
        const handler = (/** @type {any} */ params) => page.received.push(params)
        page.stop = await events.on('application', 'a', handler, options)
      }),
    timeout,
  )
}

/**
 * Sends 1,000 events to a subscribed page, and drops its connection ten times. Asserts that they arrive in
 * order and once.
 *
 * @param {import('./push.js').Push} push
 * @param {() => Promise<Seen>} seen
 */
export async function sendAcrossBreaks(push, seen) {
  const arrived = (/** @type {number} */ count) =>
    eventually(async () => assert.equal((await seen()).received.length, count))
  const connected = () => eventually(async () => assert.equal(await push.open(), 1))
  await connected()
  await push.clear()
  for (let first = 0; first < BREAKS * EVENTS; first += EVENTS) {
    const events = Array.from({ length: EVENTS }, (_, at) => ({
      command: 'a',
      params: { id: first + at },
    }))
    await push.send(...events.slice(0, EVENTS / 2))
    await arrived(first + EVENTS / 2)
    // Long polling has connected again after its response.
    await connected()
    await push.drop(...events.slice(EVENTS / 2, -10))
    await push.send(...events.slice(-10))
    await arrived(first + EVENTS)
  }
  const { received, missed } = await seen()
  assert.deepEqual(
    received.map(({ id }) => id),
    Array.from({ length: BREAKS * EVENTS }, (_, id) => id),
  )
  assert.equal(missed, 0)
  const dropped = (await push.attempts()).filter(({ code }) => code === 1006)
  assert.equal(dropped.length, BREAKS)
}
