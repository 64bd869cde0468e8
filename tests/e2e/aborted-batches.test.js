// Batches and lists that end early, in Node: the outcomes so far, and the memory of abandoned lists.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { observe, settled, until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'
import { neverRespond, stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24, B24Error } = await import(resolve(packageFolder, 'dist/b24.js'))
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')

/**
 * Responds to the first requests of a batch, and aborts the batch in the one after them.
 *
 * @param {import('node:test').TestContext} context
 * @param {number} requests
 */
function abortAfter(context, requests) {
  const controller = new AbortController()
  stubFetch(context, (request, at) => {
    if (at < requests) {
      const names = [...request.form.keys()].map((key) => /^cmd\[(.*)\]$/.exec(key)?.[1] ?? '')
      const result = Object.fromEntries(names.map((name) => [name, `done ${name}`]))
      const { [names[0] ?? '']: _, ...others } = result
      const errors = { [names[0] ?? '']: { error: 'ERROR_CORE', error_description: 'no' } }
      return JSON.stringify({ result: { result: others, result_error: errors } })
    }
    setTimeout(() => controller.abort())
    return neverRespond(request)
  })
  return controller.signal
}

suite('an aborted batch has the outcomes of the requests before', () => {
  const command = /** @type {const} */ (['crm.deal.add', { fields: { TITLE: 'x' } }])
  const numbers = Array.from({ length: 120 }, (_, at) => at)

  for (const requests of [0, 1, 2]) {
    test(`by name, after ${requests} requests`, async (context) => {
      const signal = abortAfter(context, requests)
      const commands = Object.fromEntries(numbers.map((at) => [`c${at}`, command]))
      const error = await b24.batch(commands, { signal }).catch((it) => it)
      assert.ok(error instanceof B24Error && error.kind === 'aborted')
      const outcomes = /** @type {Record<string, any>} */ (error.outcomes)
      assert.deepEqual(Object.keys(outcomes), Object.keys(commands).slice(0, 50 * requests))
      for (const [name, outcome] of Object.entries(outcomes)) {
        if (Number(name.slice(1)) % 50 > 0)
          assert.deepEqual(outcome, { ok: true, result: `done ${name}` })
        else assert.ok(!outcome.ok && outcome.executed && outcome.error.code === 'ERROR_CORE')
      }
    })

    test(`by index, after ${requests} requests`, async (context) => {
      const signal = abortAfter(context, requests)
      const error = await b24.batch(numbers.map(() => command), { signal }).catch((it) => it) // prettier-ignore
      assert.ok(error instanceof B24Error && error.kind === 'aborted')
      assert.ok(Array.isArray(error.outcomes))
      assert.equal(error.outcomes.length, 50 * requests)
      if (requests > 0) assert.deepEqual(error.outcomes[49], { ok: true, result: 'done 49' })
    })
  }

  test('and none if it was rejected before', async () => {
    const error = await b24.batch(/** @type {any} */ ({ a: ['batch'] })).catch((it) => it)
    assert.ok(error instanceof B24Error && error.kind === 'input')
    assert.equal(error.outcomes, undefined)
  })
})

suite('a batch ends with a refresh that fails', () => {
  const EXPIRED = '{"error":"expired_token","error_description":""}'
  /** @type {import('b24-wasm').Commands} */
  const commands = Array.from({ length: 120 }, (_, x) => ['crm.deal.add', { x }])

  /**
   * Sends a batch whose refresh fails or never ends; returns the summaries of its outcomes, the requests
   * and the refreshes.
   *
   * @param {import('node:test').TestContext} context
   * @param {{ expiresIn?: number, refresh: () => Promise<any> }} token
   * @param {(index: number) => string} respond
   */
  async function send(context, { refresh, ...token }, respond) {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_790_000_000_000 })
    const requests = stubFetch(context, (_, index) => respond(index))
    let refreshes = 0
    const client = await B24.token({
      ...{ domain: 'ending.bitrix24.com', accessToken: 'old', ...token },
      refresh() {
        refreshes++
        return refresh()
      },
    })
    const batch = observe(client.batch(commands))
    await until(() => refreshes >= 1)
    await settled()
    context.mock.timers.tick(10_000)
    await until(() => batch.isSettled)
    const outcomes = /** @type {any[]} */ (Object.values(batch.value ?? {}))
    const summaries = outcomes.map(({ ok, executed, error }) =>
      ok ? 'ok' : [error.code, executed],
    )
    return { summaries, requests: requests.length, refreshes }
  }

  const fail = () => Promise.reject(new Error('no'))
  const modes = /** @type {const} */ ([
    ['REFRESH_FAILED', fail],
    ['REFRESH_TIMEOUT', () => new Promise(() => {})],
  ])
  for (const [code, refresh] of modes) {
    test(`${code} before its first request`, async (context) => {
      const { summaries, ...counts } = await send(context, { expiresIn: 0, refresh }, () => '')
      assert.deepEqual(summaries, Array(120).fill([code, false]))
      assert.deepEqual(counts, { requests: 0, refreshes: 1 })
    })
  }

  test('after its first request, whose outcomes stay', async (context) => {
    const done = JSON.stringify({ result: { result: Array(50).fill(1), result_error: [] } })
    const respond = (/** @type {number} */ index) => (index === 0 ? done : EXPIRED)
    const { summaries, ...counts } = await send(context, { refresh: fail }, respond)
    const failed = Array(70).fill(['REFRESH_FAILED', false])
    assert.deepEqual(summaries, [...Array(50).fill('ok'), ...failed])
    assert.deepEqual(counts, { requests: 2, refreshes: 1 })
  })
})
