// Expired tokens: refreshed once for all waiting calls, by the host page.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { inChromium } from './harness/engines/engine.js'
import { assertFailed } from './harness/errors.js'
import { recordTokens } from './harness/host-tokens.js'
import { knownNames } from './harness/known-names.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame } = await openStage()

/** The tested modes of the host page. */
const testedModes = new Set()

suite('a token that has expired', () => {
  test('is refreshed once for ten calls', async () => {
    const { page, frame, refreshes } = await connect()
    await portal.control.expireTokens()
    await portal.control.clear()

    const ids = await frame.evaluate(async () => {
      const replies = await Promise.all(Array.from({ length: 10 }, () => b24.user.current()))
      return replies.map(({ result }) => result.ID)
    })

    assert.deepEqual(ids, Array(10).fill(1))
    assert.equal(await refreshes(), 1)
    const statuses = (await portal.control.requests()).map(({ status }) => status)
    assert.deepEqual(statuses.toSorted(), [...Array(10).fill(200), ...Array(10).fill(401)])
    await page.close()
  })

  test('is refreshed once for calls and for auth()', async () => {
    const { page, frame, refreshes } = await connect({ refresh: 'slow', delay: '300' })
    await portal.control.expireTokens()
    const [auth, ...replies] = await frame.evaluate(() => {
      const calls = [b24.user.current(), b24.user.current()]
      return Promise.all([/** @type {any} */ (b24).auth({ fresh: true }), ...calls])
    })
    assert.deepEqual(
      replies.map(({ result }) => result.ID),
      [1, 1],
    )
    assert.equal(await refreshes(), 1)
    const { accessToken } = await frame.evaluate(() => /** @type {any} */ (b24).auth())
    assert.equal(accessToken, auth.accessToken)
    await page.close()
  })

  test('is refreshed again after the next expiry', async () => {
    const { page, frame, refreshes } = await connect()
    for (const times of [1, 2]) {
      await portal.control.expireTokens()
      await frame.evaluate(() => b24.user.current())
      assert.equal(await refreshes(), times)
    }
    await page.close()
  })

  test('is refreshed before a call if its expiry is known', inChromium, async () => {
    await portal.control.settings({ token_lifetime: 1 })
    const { page, frame, refreshes } = await connect()
    await portal.control.settings({ token_lifetime: 3600 })
    await portal.control.clear()
    await page.clock.install()
    await page.clock.fastForward(1000)

    await frame.evaluate(() => b24.user.current())

    assert.equal(await refreshes(), 1)
    const statuses = (await portal.control.requests()).map(({ status }) => status)
    assert.deepEqual(statuses, [200])
    await page.close()
  })
})

suite('a host page without a fresh token', () => {
  for (const [refresh, description] of /** @type {const} */ ([
    ['not-json', /reply to "refreshAuth" is not JSON/],
    ['empty', /reply to "refreshAuth" is null/],
    ['no-token', /reply to "refreshAuth" has no token/],
  ])) {
    test(refresh, async () => {
      const { page, frame, token } = await connect({ refresh })
      await portal.control.expireTokens()
      const outcome = await frame.evaluate(() => attempt(() => b24.user.current()))
      const expected = { kind: 'frame', code: 'INVALID_HOST_MESSAGE', method: 'user.current' }
      const error = assertFailed(outcome, expected, [token])
      assert.match(error.description, description)
      assert.ok(error.after < 2000, `it took ${error.after} ms`)
      await page.close()
    })
  }

  test('never: the call fails at its deadline', async () => {
    const { page, frame, token } = await connect({ refresh: 'never' })
    await portal.control.expireTokens()
    const outcomes = await frame.evaluate(() =>
      Promise.all([300, 500].map((timeout) => attempt(() => b24.user.get({}, { timeout })))),
    )
    for (const outcome of outcomes) {
      const expected = { kind: 'timeout', code: 'TIMEOUT', retryable: true, method: 'user.get' }
      const error = assertFailed(outcome, expected, [token])
      assert.ok(error.after < 2000, `it took ${error.after} ms`)
    }
    await page.close()
  })

  test('never: a call with a later deadline fails with the refresh', inChromium, async () => {
    const { page, frame, token } = await connect({ refresh: 'never' })
    await portal.control.expireTokens()
    await page.clock.install()
    const attempts = frame.evaluate(() =>
      Promise.all([attempt(() => b24.user.current()), attempt(() => b24.user.get())]),
    )
    await page.getByRole('alert').filter({ hasText: 'could not get a new token' }).waitFor()
    await page.clock.runFor(10_000)
    for (const outcome of await attempts) {
      const error = assertFailed(outcome, { kind: 'auth', code: 'REFRESH_TIMEOUT' }, [token])
      assert.match(error.description, /10 seconds/)
    }
    await page.close()
  })

  test('slow: the calls wait for the token', async () => {
    const { page, frame, refreshes } = await connect({ refresh: 'slow', delay: '300' })
    await portal.control.expireTokens()
    const outcomes = await frame.evaluate(() =>
      Promise.all([attempt(() => b24.user.current()), attempt(() => b24.user.current())]),
    )
    for (const { value } of outcomes) assert.equal(value.result.ID, 1)
    assert.equal(await refreshes(), 1)
    await page.close()
  })
})

test('covers every mode of the host page', async () => {
  const known = await knownNames(portal.control.settings({ host: { refresh: 'none-such' } }))
  assert.ok(known.length > 4)
  assert.deepEqual([...testedModes].toSorted(), known)
})

/**
 * Opens the app and connects it as `b24`.
 *
 * @param {Record<string, string>} [query] of the portal's page
 */
async function connect(query) {
  testedModes.add(query?.refresh ?? 'normal')
  const { page, frame } = await openFrame('module.html', query)
  const tokens = await recordTokens(page)
  await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))
  const [token = ''] = await tokens()
  // The first token is issued, not refreshed.
  return { page, frame, token, refreshes: async () => (await tokens()).length - 1 }
}
