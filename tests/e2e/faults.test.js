// Invalid responses of a portal: each has its own clear error, or is tolerated.

import assert from 'node:assert/strict'
import { afterEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { knownNames } from './harness/known-names.js'
import { openStage } from './harness/stage.js'

/** @typedef {import('./harness/control.js').Fault} Fault */

const { portal, openTop } = await openStage()
const page = await openTop('module.html')
const { access_token: token } = await portal.control.token()
const secrets = [token, new URL(portal.webhook).pathname.split('/')[3] ?? '']

await page.evaluate(async ([webhook, domain, accessToken]) => {
  globalThis.connections = [
    await sdk.B24.webhook(webhook),
    await sdk.B24.token({ domain, accessToken }),
  ]
}, /** @type {const} */ ([portal.webhook, portal.portal, token]))

/** The names of the faults so far. */
const tried = new Set()

/** @param {Fault} fault active until the end of the test */
function addFault(fault) {
  tried.add(fault.name)
  return portal.control.fault(fault)
}

afterEach(async () => {
  await portal.control.clearFaults()
  await portal.control.settings({ moved_to: null })
})

/**
 * Calls `user.get` with a webhook and with a token.
 *
 * @param {number} [timeout] milliseconds
 * @returns {Promise<Outcome[]>}
 */
const callBoth = (timeout = 10_000) =>
  page.evaluate(
    (timeout) =>
      Promise.all(connections.map((b24) => attempt(() => b24.user.get({}, { timeout })))),
    timeout,
  )

/** @param {Partial<ThrownError>} expected @param {number} [timeout] */
async function assertBothFail(expected, timeout) {
  const outcomes = await callBoth(timeout)
  for (const outcome of outcomes) {
    const error = assertFailed(outcome, { method: 'user.get', ...expected }, secrets)
    assert.ok(error.after < 5000, `it took ${error.after} ms`)
    assert.ok(error.response.length <= 400)
  }
}

/** Each is sent again, at most three times, because a read may run twice. */
const repeated = { attempts: 4 }
const once = { attempts: 1 }

const network = {
  ...{ kind: 'network', code: 'NETWORK', status: 0, retryable: true, response: '' },
  ...repeated,
}

suite('invalid responses', () => {
  const ok = { kind: 'response', status: 200 }
  /** @type {[fault: Fault, expected: Partial<ThrownError>][]} */
  const FAULTS = [
    [{ name: 'empty-body' }, { ...ok, ...repeated, code: 'EMPTY_RESPONSE' }],
    [{ name: 'truncated' }, { ...ok, ...repeated, code: 'TRUNCATED_RESPONSE' }],
    [{ name: 'list-body' }, { ...ok, ...once, code: 'NOT_AN_ENVELOPE', response: '[1,2,3]' }],
    [{ name: 'not-an-envelope' }, { ...ok, ...once, code: 'NOT_AN_ENVELOPE' }],
    [{ name: 'null-result' }, { ...ok, ...once, code: 'INVALID_RESULT', retryable: false }],
    [
      { name: 'fatal-html' },
      { ...repeated, kind: 'response', code: 'HTTP_500', status: 500, retryable: true },
    ],
    [{ name: 'bad-gateway-html' }, network],
    [{ name: 'unavailable-html' }, network],
    [{ name: 'gateway-timeout-html' }, network],
    [{ name: 'redirect' }, network],
    [{ name: 'drop' }, network],
  ]
  for (const [fault, expected] of FAULTS) {
    test(fault.name, async () => {
      await addFault(fault)
      await portal.control.clear()
      await assertBothFail(expected)
      const { length } = await portal.control.requests()
      const sent = 2 * (expected.attempts ?? 0)
      // Chromium itself repeats a request if a reused connection is closed.
      if (fault.name === 'drop') assert.ok(length >= sent && length <= 2 * sent, `${length}`)
      else assert.equal(length, sent)
    })
  }

  test('a portal that has moved', async () => {
    await portal.control.settings({ moved_to: 'http://moved.invalid' })
    await assertBothFail(network)
  })

  for (const name of ['never', 'slow']) {
    test(`${name}: the call times out`, async () => {
      await addFault({ name })
      await assertBothFail(
        { ...once, kind: 'timeout', code: 'TIMEOUT', status: 0, retryable: true },
        200,
      )
    })
  }

  test('an invalid result has the status and the response', async () => {
    await addFault({ name: 'null-result' })
    const [outcome] = await callBoth()
    const error = assertFailed(outcome ?? {}, { status: 200 })
    assert.match(error.response, /"result":null/)
  })
})

suite('tolerated responses', () => {
  for (const name of ['byte-order-mark', 'leading-whitespace', 'php-notice', 'repeated-next']) {
    test(name, async () => {
      await addFault({ name })
      for (const { value } of await callBoth()) {
        assert.equal(value.result.length, 50)
        assert.equal(value.next, name === 'repeated-next' ? 0 : 50)
      }
    })
  }

  test('null of an untyped method', async () => {
    await addFault({ name: 'null-result' })
    const reply = await page.evaluate(() => connections[0].call('methods'))
    assert.equal(reply.result, null)
  })
})

test('returns unusual pages unchanged', async () => {
  for (const [name, rows] of /** @type {const} */ ([
    ['stale-page', 50],
    ['short-page', 25],
    ['empty-page', 0],
  ])) {
    await portal.control.clearFaults()
    await addFault({ name })
    for (const { value } of await callBoth()) assert.equal(value.result.length, rows)
  }
})

suite('errors in unusual forms', () => {
  const odd = { ...once, kind: 'portal', retryable: false }
  /** @type {[fault: Fault, expected: Partial<ThrownError>][]} */
  const FAULTS = [
    [{ name: 'empty-error-code' }, { ...odd, code: '', status: 400 }],
    [{ name: 'zero-error-code' }, { ...odd, code: '0', status: 400 }],
    [{ name: 'hundred-error-code' }, { ...odd, code: '100', status: 400 }],
    [{ name: 'error-with-ok' }, { ...odd, code: 'ERROR_CORE', status: 200 }],
    [{ name: 'error-number' }, { ...odd, code: '200040300010', status: 200 }],
    [
      { name: 'error-object' },
      { ...odd, kind: 'permission', code: 'ACCESSDENIEDEXCEPTION', status: 200 },
    ],
  ]
  for (const [fault, expected] of FAULTS) {
    test(fault.name, async () => {
      await addFault(fault)
      await assertBothFail(expected)
    })
  }
})

suite('a response with secrets', () => {
  test('is redacted', async () => {
    const description = `you sent ${secrets.join(' and ')}`
    await addFault({ name: 'error', code: secrets[0], description, status: 400 })
    const outcomes = await callBoth()
    for (const [at, { error }] of outcomes.entries()) {
      const secret = /** @type {string} */ (secrets.toReversed()[at])
      const texts = error?.everything ?? ''
      assert.ok(texts.includes('***'))
      assert.ok(!texts.includes(secret), texts)
    }
  })
})

test('covers every fault of the emulator', async () => {
  const known = await knownNames(portal.control.fault({ name: 'no-such-fault' }))
  assert.ok(known.length > 20)
  assert.deepEqual([...tried].toSorted(), known)
})
