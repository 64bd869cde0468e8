// Pages whose Content-Security-Policy also requires trusted types, and allows nobody to create one.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { openStage } from '../../e2e/harness/stage.js'

const POLICY = [
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' http://localhost:*",
  "require-trusted-types-for 'script'; trusted-types 'none'",
].join('; ')

const { openFrame } = await openStage({ args: ['--csp', POLICY] })

suite('under trusted types', () => {
  for (const entry of ['strict.html', 'script.html', 'slim.html']) {
    test(`${entry} calls, loads REST 3.0 and follows its content`, async () => {
      const { page, frame } = await openFrame(entry)
      /** @type {string[]} */
      const complaints = []
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      const { value, error } = await frame.evaluate(() =>
        attempt(async () => {
          const b24 = await sdk.B24.frame()
          const { result: people } = await b24.user.get({ filter: { ACTIVE: true } })
          const { result: count } = await b24.v3.humanresources.node.count()
          await b24.frame.window.autoFit()
          return [people.length, typeof count.departments]
        }),
      )
      assert.equal(error, undefined)
      assert.deepEqual(value, [50, 'number'])
      assert.deepEqual(complaints, [])
      await page.close()
    })
  }

  test('the policy is in force', async () => {
    const { page, frame } = await openFrame('strict.html')
    const { error } = await frame.evaluate(() =>
      attempt(async () => void (document.body.innerHTML = '<p>')),
    )
    assert.match(error?.message ?? '', /TrustedHTML/)
    await page.close()
  })
})
