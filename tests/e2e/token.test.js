// Tokens with a refresh function of the app.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const { portal, openTop } = await openStage()
const page = await openTop('module.html')

/** The values in the page: an expired token, a fresh one and the portal's address. */
let tokens = { domain: portal.portal, accessToken: '', fresh: '' }

beforeEach(async () => {
  const { access_token: accessToken } = await portal.control.token()
  await portal.control.expireTokens()
  const { access_token: fresh } = await portal.control.token()
  tokens = { domain: portal.portal, accessToken, fresh }
  await portal.control.clear()
})

const statuses = async () => (await portal.control.requests()).map(({ status }) => status)

suite('a refresh function', () => {
  test('is called once for ten calls', async () => {
    const { calls, ids } = await page.evaluate(async ({ fresh, ...tokens }) => {
      let calls = 0
      const refresh = async () => {
        calls += 1
        return { accessToken: fresh, expiresIn: 3600 }
      }
      const b24 = await sdk.B24.token({ ...tokens, refresh })
      const replies = await Promise.all(Array.from({ length: 10 }, () => b24.user.current()))
      return { calls, ids: replies.map(({ result }) => result.ID) }
    }, tokens)
    assert.equal(calls, 1)
    assert.deepEqual(ids, Array(10).fill(1))
    assert.deepEqual((await statuses()).toSorted(), [
      ...Array(10).fill(200),
      ...Array(10).fill(401),
    ])
  })

  test('is called before a call if the expiry of the token is known', async () => {
    const id = await page.evaluate(async ({ fresh, ...tokens }) => {
      const refresh = async () => ({ accessToken: fresh })
      const b24 = await sdk.B24.token({ ...tokens, expiresIn: 0, refresh })
      return (await b24.user.current()).result.ID
    }, tokens)
    assert.equal(id, 1)
    assert.deepEqual(await statuses(), [200])
  })

  test('is not called while the token is valid', async () => {
    const calls = await page.evaluate(async ({ domain, fresh }) => {
      let calls = 0
      const refresh = async () => ({ accessToken: String((calls += 1)) })
      const b24 = await sdk.B24.token({ domain, accessToken: fresh, expiresIn: 3600, refresh })
      await b24.user.current()
      return calls
    }, tokens)
    assert.equal(calls, 0)
  })

  test('that returns another invalid token is not called in a loop', async () => {
    const { calls, outcome } = await page.evaluate(async ({ fresh: _fresh, ...tokens }) => {
      let calls = 0
      const refresh = async () => ({ accessToken: `useless-token-${(calls += 1)}` })
      const b24 = await sdk.B24.token({ ...tokens, refresh })
      return { outcome: await attempt(() => b24.user.current()), calls }
    }, tokens)
    const expected = { kind: 'auth', code: 'invalid_token', status: 401 }
    assertFailed(outcome, expected, [tokens.accessToken, 'useless-token'])
    assert.equal(calls, 1)
    assert.deepEqual(await statuses(), [401, 401])
  })

  test('that failed is called again by the next call', async () => {
    const [first, second] = await page.evaluate(async ({ fresh, ...tokens }) => {
      let calls = 0
      const refresh = async () => {
        if ((calls += 1) === 1) throw new Error('the server of the app is down')
        return { accessToken: fresh }
      }
      const b24 = await sdk.B24.token({ ...tokens, refresh })
      return [await attempt(() => b24.user.current()), await attempt(() => b24.user.current())]
    }, tokens)
    assertFailed(first ?? {}, { kind: 'auth', code: 'REFRESH_FAILED' })
    assert.equal(second?.value.result.ID, 1)
  })
})

/** Broken refresh functions as text. */
const BROKEN = {
  'throws at once': `() => { throw new Error(SECRET) }`,
  'throws a text': `() => { throw SECRET }`,
  rejects: `async () => { throw new Error(SECRET) }`,
  'rejects with nothing': `() => Promise.reject()`,
  'returns nothing': `async () => {}`,
  'returns null': `async () => null`,
  'returns a number': `async () => 42`,
  'returns a text': `async () => SECRET`,
  'returns a list': `async () => [SECRET]`,
  'returns an object without a token': `async () => ({ token: SECRET })`,
  'returns an empty token': `async () => ({ accessToken: '' })`,
  'returns a token that is no text': `async () => ({ accessToken: 42 })`,
  'returns a circular object': `async () => { const o = {}; return (o.o = o) }`,
  'returns a bigint': `async () => 1n`,
}

suite('a broken refresh function fails the call', () => {
  for (const [what, source] of Object.entries(BROKEN)) {
    test(what, async () => {
      const outcome = await page.evaluate(
        async ({ tokens: { fresh, ...tokens }, source }) => {
          const refresh = new Function('SECRET', `return ${source}`)(fresh)
          const b24 = await sdk.B24.token({ ...tokens, refresh })
          return attempt(() => b24.user.current())
        },
        { tokens, source },
      )
      const expected = { kind: 'auth', code: 'REFRESH_FAILED', retryable: false, status: 0 }
      const error = assertFailed(outcome, expected, [tokens.accessToken, tokens.fresh])
      assert.match(error.description, /refresh function/)
      assert.ok(error.after < 2000)
    })
  }

  test('that never settles', async () => {
    const outcome = await page.evaluate(async ({ fresh: _fresh, ...tokens }) => {
      const refresh = () => new Promise(() => {})
      const b24 = await sdk.B24.token({ ...tokens, refresh })
      return attempt(() => b24.user.current({}, { timeout: 300 }))
    }, tokens)
    const error = assertFailed(outcome, { kind: 'timeout', code: 'TIMEOUT' }, [tokens.accessToken])
    assert.ok(error.after < 2000)
  })
})

suite('a token without a refresh function', () => {
  test('that has expired fails with advice', async () => {
    const outcome = await page.evaluate(async ({ fresh: _fresh, ...tokens }) => {
      const b24 = await sdk.B24.token(tokens)
      return attempt(() => b24.user.current())
    }, tokens)
    const expected = { kind: 'auth', code: 'expired_token', status: 401, retryable: false }
    const error = assertFailed(outcome, expected, [tokens.accessToken])
    assert.match(error.description, /refresh function/)
  })

  test('for an invalid address is rejected without a request', async () => {
    for (const domain of [
      '',
      'a b',
      'http://example.com',
      'user@example.com',
      'javascript:alert(1)',
    ]) {
      const { accessToken } = tokens
      const outcome = await page.evaluate((tokens) => attempt(() => sdk.B24.token(tokens)), {
        accessToken,
        domain,
      })
      assertFailed(outcome, { kind: 'input', code: 'INVALID_ADDRESS' }, [accessToken])
    }
    assert.deepEqual(await statuses(), [])
  })
})
