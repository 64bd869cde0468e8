// The documented errors of the portal: each code has its kind.

import assert from 'node:assert/strict'
import { afterEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame } = await openStage()
const { page, frame } = await openFrame('script.html')
const tokenResponse = page.waitForResponse(/\/host\/token$/)
await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))
const secrets = [(await (await tokenResponse).json()).AUTH_ID]

afterEach(() => portal.control.clearFaults())

/** @type {[code: string, status: number, kind: string, retryable?: boolean][]} */
const CODES = [
  ['ERROR_METHOD_NOT_FOUND', 404, 'portal'],
  ['NO_AUTH_FOUND', 401, 'auth'],
  ['insufficient_scope', 401, 'permission'],
  ['user_access_error', 401, 'permission'],
  ['authorization_error', 401, 'auth'],
  ['APPLICATION_NOT_FOUND', 401, 'auth'],
  ['CONNECTION_ERROR', 401, 'portal', true],
  ['ACCESS_DENIED', 401, 'permission'],
  ['INVALID_CREDENTIALS', 401, 'auth'],
  ['INVALID_REQUEST', 401, 'portal'],
  ['OVERLOAD_LIMIT', 401, 'permission'],
  ['ERROR_ARGUMENT', 400, 'portal'],
  ['ERROR_CORE', 500, 'portal', true],
  ['WRONG_AUTH_TYPE', 403, 'auth'],
  ['WRONG_LICENSE', 403, 'permission'],
  ['PORTAL_DELETED', 403, 'permission'],
  ['ERROR_BATCH_METHOD_NOT_ALLOWED', 405, 'portal'],
  ['ERROR_BATCH_LENGTH_EXCEEDED', 400, 'portal'],
  ['INTERNAL_SERVER_ERROR', 500, 'portal', true],
  ['ERROR_UNEXPECTED_ANSWER', 500, 'portal', true],
  ['ERROR_MANIFEST_IS_NOT_AVAILABLE', 404, 'portal'],
  ['METHOD_CONFIRM_WAITING', 401, 'permission'],
  ['METHOD_CONFIRM_DENIED', 403, 'permission'],
  ['WRONG_ENCODING', 200, 'portal'],
]

suite('documented errors', () => {
  for (const [code, status, kind, retryable = false] of CODES) {
    test(code, async () => {
      await portal.control.fault({ name: 'error', code })
      await portal.control.clear()
      const outcome = await frame.evaluate(() => attempt(() => b24.user.get()))
      const expected = { code, status, kind, retryable, method: 'user.get' }
      const error = assertFailed(outcome, expected, secrets)
      assert.ok(error.description.length > 10)
      assert.ok(error.response.includes(code))
      assert.equal((await portal.control.requests()).length, 1, 'it is not repeated by itself')
    })
  }

  for (const code of ['expired_token', 'invalid_token']) {
    test(`${code}: fails after one refresh`, async () => {
      await portal.control.fault({ name: 'error', code })
      await portal.control.clear()
      const outcome = await frame.evaluate(() => attempt(() => b24.user.get()))
      assertFailed(outcome, { code, status: 401, kind: 'auth', retryable: false }, secrets)
      assert.equal((await portal.control.requests()).length, 2)
    })
  }

  test('accepts status 403 for a missing scope', async () => {
    await portal.control.settings({ insufficient_scope_status: 403, scopes: ['crm'] })
    const { webhook } = portal
    const outcome = await frame.evaluate(
      (webhook) => attempt(async () => (await sdk.B24.webhook(webhook)).user.get()),
      webhook,
    )
    await portal.control.reset()
    const expected = { code: 'insufficient_scope', status: 403, kind: 'permission' }
    const error = assertFailed(outcome, expected)
    assert.match(error.description, /scope/)
  })
})

suite('errors of the portal itself', () => {
  test('a webhook with a wrong code, and a token of another portal', async () => {
    await portal.control.reset()
    const [webhook, token] = await frame.evaluate(async (portal) => {
      const webhook = await sdk.B24.webhook(`${portal}/rest/1/wrongcode0000001/`)
      const token = await sdk.B24.token({ domain: portal, accessToken: 'wrong-token-0000001' })
      return [await attempt(() => webhook.user.get()), await attempt(() => token.user.get())]
    }, portal.portal)
    const unknown = { kind: 'auth', status: 401 }
    const wrong = ['wrongcode0000001', 'wrong-token-0000001']
    assertFailed(webhook ?? {}, { ...unknown, code: 'INVALID_CREDENTIALS' }, wrong)
    assertFailed(token ?? {}, { ...unknown, code: 'invalid_token' }, wrong)
  })

  test('a method that does not exist', async () => {
    const outcome = await frame.evaluate(
      (webhook) => attempt(async () => (await sdk.B24.webhook(webhook)).call('no.such.method')),
      portal.webhook,
    )
    assertFailed(outcome, {
      ...{ kind: 'portal', code: 'ERROR_METHOD_NOT_FOUND', status: 404 },
      method: 'no.such.method',
    })
  })
})

// The last ones, because the page remembers the portal's limits.
suite('limits', () => {
  const { webhook } = portal

  test('OPERATION_TIME_LIMIT: fails at once if the deadline is earlier, and others go on', async () => {
    await portal.control.reset()
    await portal.control.fault({
      name: 'error',
      code: 'OPERATION_TIME_LIMIT',
      method: 'user.search',
    })
    const [first, second, other] = await frame.evaluate(async (webhook) => {
      const b24 = await sdk.B24.webhook(webhook)
      const search = () => attempt(() => b24.call('user.search', { FIND: 'John' }))
      const other = () => attempt(() => b24.call('methods'))
      return [await search(), await search(), await other()]
    }, webhook)
    const expected = { code: 'OPERATION_TIME_LIMIT', kind: 'limit', retryable: true }
    assertFailed(first ?? {}, { ...expected, status: 429, method: 'user.search' })
    const blocked = assertFailed(second ?? {}, { ...expected, status: 0, method: 'user.search' })
    assert.match(blocked.description, /^blocked for \d\d more seconds; nothing was sent/)
    assert.ok(Array.isArray(other?.value.result))
    const requests = await portal.control.requests()
    assert.deepEqual(
      requests.map(({ status }) => status),
      [429, 200],
    )
  })

  test('QUERY_LIMIT_EXCEEDED: is repeated until the deadline', async () => {
    await portal.control.reset()
    await portal.control.settings({ bucket: { capacity: 1, leak_per_second: 0 } })
    const outcomes = await frame.evaluate(async (webhook) => {
      const b24 = await sdk.B24.webhook(webhook)
      const current = () => attempt(() => b24.user.current({}, { timeout: 1500 }))
      return [await current(), await current()]
    }, portal.webhook)
    assert.equal(outcomes[0]?.value.result.ID, 1)
    const expected = { kind: 'limit', code: 'QUERY_LIMIT_EXCEEDED', status: 503, retryable: true }
    const error = assertFailed(outcomes[1] ?? {}, { ...expected, method: 'user.current' })
    assert.match(error.description, /2 requests/)
    assert.ok(error.after < 3000, `it took ${error.after} ms`)
    const statuses = (await portal.control.requests()).map(({ status }) => status)
    assert.deepEqual(statuses.slice(0, 3), [200, 503, 503])
    assert.match(error.message, new RegExp(`\\(${statuses.length - 1} attempts\\)$`))
  })

  test('QUERY_LIMIT_EXCEEDED: a single refusal is not seen', async () => {
    await portal.control.reset()
    await portal.control.fault({ name: 'error', code: 'QUERY_LIMIT_EXCEEDED', times: 1 })
    const { value } = await frame.evaluate(
      (webhook) => attempt(async () => (await sdk.B24.webhook(webhook)).user.current()),
      webhook,
    )
    assert.equal(value.result.ID, 1)
    assert.deepEqual(
      (await portal.control.requests()).map(({ status }) => status),
      [503, 200],
    )
  })
})
