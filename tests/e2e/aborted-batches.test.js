// Batches and lists that end early, in Node: the outcomes so far, and the memory of abandoned lists.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

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
