// The faults of the portal page at the handshake and at a refresh of the token, as a table.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertDocumented } from './harness/fault-table.js'
import { openConnected } from './harness/framed.js'
import { openStage } from './harness/stage.js'

/** The stages of the refresh and of the handshake, which have a portal each: they run at the same time. */
const refreshStage = await openStage()
const stage = await openStage({ browser: refreshStage.browser })
const { handshake, refresh } = await stage.portal.control.faultNames()

/** The timeout of the handshake and of its slow reply, in milliseconds. */
const TIMEOUT = 1500
const DELAY = '200'

/** The longest that a call waits for a fresh token, and some time for the calls. */
const REFRESH_LIMIT = 15_000

/**
 * The outcome of a connection, by the reply to the handshake.
 *
 * @param {string} mode
 */
function expectedConnection(mode) {
  const outcomes = /** @type {Record<string, string>} */ ({
    ...{ 'no-reply': 'FRAME_TIMEOUT', 'wrong-id': 'FRAME_TIMEOUT' },
    ...{ normal: 'ok', slow: 'ok', twice: 'ok' },
    ...{ 'foreign-origin-first': 'ok', 'foreign-source': 'ok' },
    ...Object.fromEntries(
      ['not-json', 'empty', 'null', 'array', 'no-token'].map((mode) => [
        mode,
        'INVALID_HOST_MESSAGE',
      ]),
    ),
  })
  return outcomes[mode] ?? 'no expected outcome'
}

/** The outcomes of calls with a refused token, by the reply to the refresh. */
const REFRESHED = /** @type {Record<string, string>} */ ({
  normal: 'ok',
  slow: 'ok',
  never: 'REFRESH_TIMEOUT',
  'not-json': 'INVALID_HOST_MESSAGE',
  empty: 'INVALID_HOST_MESSAGE',
  'no-token': 'INVALID_HOST_MESSAGE',
})

/** The rows of the documented table, by their step. @type {Record<'handshake' | 'refresh', string[][]>} */
const rows = { handshake: [], refresh: [] }

suite('faults', { concurrency: true }, () => {
  test('the handshake', async () => {
    const { portal, openFrame } = stage
    const { control } = portal
    for (const mode of handshake) {
      await control.clear()
      const { page, frame } = await openFrame('module.html', { handshake: mode, delay: DELAY })
      const { value, error } = await frame.evaluate(
        (timeout) =>
          attempt(async () => (await (await sdk.B24.frame({ timeout })).user.current()).result.ID),
        TIMEOUT,
      )
      const outcome = error ? error.code : 'ok'
      assert.equal(outcome, expectedConnection(mode), mode)
      if (outcome === 'ok') assert.equal(value, 1)
      else assert.ok((error?.after ?? 0) < TIMEOUT + 2000, `${mode}: ${error?.after} ms`)
      const messages = await page.locator('#log code', { hasText: 'getInitData' }).count()
      const requests = (await control.requests()).length
      assert.deepEqual([messages, requests], [1, Number(outcome === 'ok')], mode)
      rows.handshake.push([`\`${mode}\``, 'handshake', outcome, String(messages), String(requests)])
      await page.close()
    }
  })

  test('a refresh of the token', async () => {
    const { control } = refreshStage.portal
    const pages = await Promise.all(
      refresh.map(async (mode) => ({
        ...(await openConnected(refreshStage, { refresh: mode, delay: DELAY })),
        mode,
      })),
    )
    await control.expireTokens()
    // A refresh that never ends takes its time, so all run at once.
    const results = await Promise.all(
      pages.map(async ({ mode, page, frame }) => {
        const { reads, write, requests } = await frame.evaluate(async (NAME) => {
          const [one, other, write] = await Promise.all([
            attempt(() => framed.user.current()),
            attempt(() => framed.user.current()),
            attempt(() => framed.call('department.add', { NAME, PARENT: 1 })),
          ])
          return { reads: [one, other], write, requests: framed.stats().requests }
        }, mode)
        const messages = await page.locator('#log code', { hasText: 'refreshAuth' }).count()
        await page.close()
        return { mode, outcomes: [...reads, write], messages, requests }
      }),
    )
    const { departments } = await control.company()
    for (const { mode, outcomes, messages, requests } of results) {
      const expected = REFRESHED[mode] ?? 'no expected outcome'
      for (const { error } of outcomes) {
        assert.equal(error ? error.code : 'ok', expected, mode)
        assert.ok((error?.after ?? 0) < REFRESH_LIMIT, `${mode}: ${error?.after} ms`)
      }
      const isDone = expected === 'ok'
      // A call whose token is refused after the refresh of the others has failed tries one of its own.
      const most = expected === 'INVALID_HOST_MESSAGE' ? outcomes.length : 1
      assert.ok(messages >= 1 && messages <= most, `${mode}: ${messages} messages`)
      assert.equal(requests, isDone ? 6 : 3, mode)
      assert.equal(departments.filter((name) => name === mode).length, Number(isDone), mode)
      const count = most > 1 ? `1 to ${most}` : '1'
      rows.refresh.push([`\`${mode}\``, 'refresh', expected, count, String(requests)])
    }
  })
})

test('the documented table is up to date', () => {
  const titles = ['Fault', 'step', 'outcome', 'messages', 'requests']
  assertDocumented('the portal page', [titles, ...rows.handshake, ...rows.refresh])
})
