// Secrets that neither errors nor objects show, in Node.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'
import { inspect } from 'node:util'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24, B24Error } = await import(resolve(packageFolder, 'dist/b24.js'))

const CODE = 'c0dec0dec0de'
const WEBHOOK = `https://example.bitrix24.com/rest/1/${CODE}/`
const TOKEN = 'to/q0q0q0q0+S"3cret'

/**
 * @param {any} shown what an app may log
 * @param {string[]} secrets
 */
function assertHides(shown, ...secrets) {
  const texts = [
    String(shown),
    Object.prototype.toString.call(shown),
    JSON.stringify(shown) ?? '',
    inspect(shown, { depth: null, showHidden: true, getters: true }),
    shown.stack ?? '',
    shown.message ?? '',
  ]
  for (const text of texts) {
    for (const secret of secrets) assert.ok(!text.includes(secret), text)
  }
}

suite('an error hides', () => {
  test("a webhook's code in the name of a method", async (context) => {
    const requests = stubFetch(context, () => '{"result":[]}')
    /** @type {any} */
    const b24 = await B24.webhook(WEBHOOK)
    for (const method of [`${WEBHOOK}user.get`, `${CODE}/x`, 'rest/1/0therc0de/user.get']) {
      for (const work of [
        () => b24.call(method),
        () => b24.list(method).toArray(),
        () => b24.batch([[method]]),
      ]) {
        const error = await work().catch((/** @type {any} */ it) => it)
        assert.ok(error instanceof B24Error && error.code === 'INVALID_METHOD', inspect(error))
        assertHides(error, CODE, '0therc0de')
      }
    }
    assert.equal(requests.length, 0)
  })

  test('a token in every encoding, and secrets by their names', async (context) => {
    const b24 = await B24.token({ domain: 'example.bitrix24.com', accessToken: TOKEN })
    for (const text of [
      TOKEN,
      encodeURIComponent(TOKEN),
      encodeURIComponent(TOKEN).toLowerCase().replace('s', 'S'),
      new URLSearchParams({ auth: TOKEN }).toString(),
      JSON.stringify({ a: TOKEN }),
      JSON.stringify({ a: TOKEN }).replaceAll('/', '\\/'),
      [...TOKEN].map((it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
      'client_secret=q0q0q0q0&auth%5Baccess_token%5D=q0q0q0q0',
      '{"auth":{"refresh_token":"q0q0q0q0"},"SIGN":"q0q0q0q0"}',
      'https://other.bitrix24.com/rest/1/q0q0q0q0/x and sessid: q0q0q0q0',
    ]) {
      stubFetch(context, () =>
        JSON.stringify({ error: 'ERROR_CORE', error_description: `no ${text}` }),
      )
      const error = await b24.call('crm.thing.get').catch((it) => it)
      assert.match(error.message, /no .*\*\*\*/)
      assert.match(error.response, /\*\*\*/)
      assertHides(error, 'q0q0q0q0', '3cret')
      context.mock.restoreAll()
    }
  })
})

suite('an object hides its credentials:', () => {
  test('clients, lists, filters and references', async () => {
    const b24 = await B24.webhook(WEBHOOK)
    const token = await B24.token({ domain: 'example.bitrix24.com', accessToken: TOKEN })
    for (const shown of [b24, token, b24.list('user.get'), b24.list('user.get').pages(), B24]) {
      assertHides(shown, CODE, 'q0q0q0q0')
    }
  })
})
