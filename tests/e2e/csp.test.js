// Pages with a strict Content-Security-Policy.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const policy = (/** @type {string} */ scripts) => [
  '--csp',
  `default-src 'none'; script-src 'self' ${scripts}; connect-src http://localhost:* ws://localhost:*`,
]

const allowing = await openStage({ args: policy("'wasm-unsafe-eval'") })
const forbidding = await openStage({ args: policy(''), browser: allowing.browser })

for (const entry of ['strict.html', 'script.html']) {
  suite(entry, () => {
    test("works if the policy has only 'wasm-unsafe-eval'", async () => {
      const { page, frame } = await allowing.openFrame(entry)
      /** @type {string[]} */
      const complaints = []
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      const { value, error } = await frame.evaluate(() =>
        attempt(async () => (await sdk.B24.frame()).user.get({ filter: { ACTIVE: true } })),
      )
      assert.equal(error, undefined)
      assert.equal(value.result.length, 50)
      assert.deepEqual(complaints, [])
      await page.close()
    })

    test("has events if the policy has only 'wasm-unsafe-eval'", async () => {
      const { page, frame } = await allowing.openFrame(entry)
      const outcome = await frame.evaluate(() =>
        attempt(async () => {
          const { events } = await sdk.B24.frame()
          const received = new Promise((done) => {
            events.on('application', 'a', done).then(() => events.send('a', { id: 7 }), done)
          })
          // A policy that lacks 'unsafe-eval' refuses code that is made of text.
          const refusal = await attempt(() => new Function('return 7')())
          return [await received, refusal.error?.name]
        }),
      )
      assert.deepEqual(outcome.value, [{ id: 7 }, 'EvalError'], outcome.error?.message)
      await page.close()
    })

    test('reports the missing directive', async () => {
      const { page, frame } = await forbidding.openFrame(entry)
      const outcomes = await frame.evaluate(async () => [
        await attempt(() => sdk.B24.frame()),
        await attempt(() => sdk.B24.webhook('https://example.com/rest/1/c0dec0dec0de/')),
        await attempt(() => sdk.B24.token({ domain: 'example.com', accessToken: 'c0dec0dec0de' })),
      ])
      for (const outcome of outcomes) {
        const expected = { kind: 'input', code: 'WASM_UNAVAILABLE', status: 0, retryable: false }
        const error = assertFailed(outcome, expected, ['c0dec0dec0de'])
        assert.match(error.description, /Content-Security-Policy.*script-src.*'wasm-unsafe-eval'/s)
        assert.match(error.everything, /CompileError|unsafe-eval/, 'the cause is kept')
      }
      await page.close()
    })
  })
}
