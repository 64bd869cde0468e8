// Pages that replace `fetch`: tests, analytics, service workers.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const { portal, openTop } = await openStage()

const page = await openTop('module.html')
/** @type {string[]} */
const panics = []
page.on('pageerror', (error) => panics.push(String(error)))
await page.evaluate(async (webhook) => {
  globalThis.b24 = await sdk.B24.webhook(webhook)
}, portal.webhook)

/** The result of `user.current` in a stub's response. */
const BODY = '{"result":{"ID":"7"}}'

/**
 * Calls `user.current` while `fetch` is replaced, and again after it is restored.
 *
 * @param {string} source of the replacement, which may use `BODY` and the original `fetch`
 * @param {number} [timeout] milliseconds
 */
async function callWith(source, timeout = 10_000) {
  const [stubbed, afterwards] = await page.evaluate(
    async ({ source, body, timeout }) => {
      const { fetch } = globalThis
      globalThis.fetch = new Function('BODY', 'fetch', `return (${source})`)(body, fetch)
      const stubbed = await attempt(() => b24.user.current({}, { timeout }))
      globalThis.fetch = fetch
      return [stubbed, await attempt(() => b24.user.current())]
    },
    { source, body: BODY, timeout },
  )
  assert.equal(afterwards?.value?.result.ID, 1, 'the next call works')
  assert.deepEqual(panics, [])
  return stubbed ?? {}
}

suite('a stub with a sufficient response', () => {
  const STUBS = [
    'async () => new Response(BODY)',
    'async () => ({ status: 200, text: async () => BODY })',
    'async () => ({ status: 200, ok: true, text: () => BODY })',
    '() => ({ status: 200, text: () => BODY })',
    '() => ({ then: (resolve) => resolve(new Response(BODY)) })',
    'async () => Object.create({ get status() { return 200 }, text: async () => BODY })',
    'async () => new Proxy(new Response(BODY), { get: (it, name) => typeof it[name] === "function" ? it[name].bind(it) : it[name] })',
    '(...request) => fetch(...request).then(() => new Response(BODY))',
  ]
  for (const source of STUBS) {
    test(source, async () => {
      const { value } = await callWith(source)
      assert.equal(value?.result.ID, 7)
    })
  }
})

suite('a stub that fails', () => {
  const network = { kind: 'network', code: 'NETWORK', status: 0, retryable: true }
  const noResponse = { kind: 'response', code: 'NOT_A_RESPONSE', status: 0 }
  const cut = { kind: 'network', code: 'CONNECTION_LOST', retryable: true }

  /** @type {[source: string, expected: Partial<ThrownError>][]} */
  const STUBS = [
    ['() => { throw new Error("no") }', network],
    ['() => { throw "no" }', network],
    ['() => { throw undefined }', network],
    ['async () => { throw "no" }', network],
    ['() => Promise.reject()', network],
    ['() => Promise.reject(null)', network],
    ['() => Promise.reject(new DOMException("gone", "AbortError"))', network],
    ['undefined', network],
    ['({})', network],
    ['async () => undefined', noResponse],
    ['() => undefined', noResponse],
    ['async () => null', noResponse],
    ['async () => 200', noResponse],
    ['async () => BODY', noResponse],
    ['async () => ({})', noResponse],
    ['async () => []', noResponse],
    ['async () => ({ status: "200", text: async () => BODY })', noResponse],
    ['async () => ({ get status() { throw 1 }, text: async () => BODY })', noResponse],
    ['async () => ({ status: 200, text: async () => undefined })', noResponse],
    ['async () => ({ status: 200, text: async () => ({}) })', noResponse],
    ['async () => ({ status: 200 })', noResponse],
    ['async () => ({ status: 200, text: async () => { throw 1 } })', cut],
    ['async () => ({ status: 200, text: () => { throw 1 } })', noResponse],
    ['async () => { const it = new Response(BODY); await it.text(); return it }', cut],
    ['async () => Response.error()', { kind: 'response', status: 0 }],
    ['async () => Response.redirect("/")', { kind: 'response', code: 'PORTAL_MOVED', status: 302 }],
    ['async () => ({ status: NaN, text: async () => "" })', { kind: 'response', status: 0 }],
    ['async () => ({ status: -1, text: async () => "" })', { kind: 'response', status: 0 }],
    ['async () => ({ status: 1e9, text: async () => "" })', { kind: 'response' }],
    ['async () => ({ status: 65536, text: async () => BODY })', noResponse],
    ['async () => ({ status: 65736, text: async () => BODY })', noResponse],
    ['async () => new Response("not JSON", { status: 502 })', { code: 'HTTP_502', status: 502 }],
    ['async () => new Response("not JSON")', { kind: 'response', code: 'NOT_JSON', status: 200 }],
    [
      'async () => new Response(new Uint8Array([255, 254]))',
      { kind: 'response', code: 'NOT_JSON' },
    ],
    ['async () => ({ type: "opaqueredirect", status: 0 })', { code: 'PORTAL_MOVED' }],
  ]
  for (const [source, expected] of STUBS) {
    test(source, async () => {
      assertFailed(await callWith(source), { method: 'user.current', ...expected })
    })
  }

  for (const source of [
    '() => new Promise(() => {})',
    '() => ({ then() {} })',
    'async () => ({ status: 200, text: () => new Promise(() => {}) })',
  ]) {
    test(`${source}: the call times out`, async () => {
      const error = assertFailed(await callWith(source, 200), { kind: 'timeout', code: 'TIMEOUT' })
      assert.ok(error.after < 2000, `it took ${error.after} ms`)
    })
  }
})

suite('a deeply nested response', () => {
  /**
   * Returns the number of levels of lists, or the error. The levels are counted in the page, because
   * a deep value cannot be passed out of it.
   *
   * @param {number} levels of lists, inside the envelope and its result
   */
  const levelsOf = (levels) =>
    page.evaluate(async (levels) => {
      const { fetch } = globalThis
      const lists = '['.repeat(levels) + ']'.repeat(levels)
      globalThis.fetch = async () => new Response(`{"result":{"ID":7,"UF_USR_DEEP":${lists}}}`)
      const outcome = await attempt(async () => {
        const { result } = await b24.user.current()
        let depth = 0
        for (let list = /** @type {any} */ (result.UF_USR_DEEP); list; list = list[0]) depth++
        return depth
      })
      globalThis.fetch = fetch
      return outcome
    }, levels)

  test('is decoded', async () => {
    for (const levels of [510, 100_000]) assert.equal((await levelsOf(levels)).value, levels)
  })
})

suite('a stub that calls the client', () => {
  test('supports a call inside fetch', async () => {
    const outcome = await callWith(`async (request) => {
      if (!globalThis.inside) {
        globalThis.inside = true
        await b24.user.current()
        globalThis.inside = false
      }
      return new Response(BODY)
    }`)
    assert.equal(outcome.value?.result.ID, 7)
  })
})
