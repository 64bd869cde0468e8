// The handshake while the module still loads.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame } = await openStage()

suite('while the module loads', () => {
  /**
   * Opens a page whose module is compiled when its global `compile` is called.
   *
   * @param {string} [name] of the frame's window
   */
  async function openHeld(name) {
    const { page, frame } = await openFrame('module.html')
    await frame.evaluate((name) => {
      if (name !== undefined) window.name = name
      const held = new Promise((resolve) => (globalThis.compile = () => resolve(undefined)))
      const { compile } = WebAssembly
      WebAssembly.compile = async (source) => {
        await held
        return compile(source)
      }
    }, name)
    const handshakes = () => page.locator('#log code', { hasText: 'getInitData' }).count()
    return { page, frame, handshakes }
  }

  for (const name of [undefined, '', 'some name', 'a|b|c|d']) {
    test(`the portal page replies; window.name ${name ?? 'of the portal page'}`, async () => {
      const { page, frame, handshakes } = await openHeld(name)
      const [order, outcome] = await frame.evaluate(async () => {
        /** @type {string[]} */
        const order = []
        const compileNow = () => {
          order.push('compiled')
          compile()
        }
        const replied = () => {
          order.push('replied')
          compileNow()
        }
        addEventListener('message', replied, { once: true })
        setTimeout(compileNow, 3000)
        const outcome = await attempt(async () => (await sdk.B24.frame()).user.current())
        return /** @type {const} */ ([order, outcome])
      })
      assert.deepEqual(order, ['replied', 'compiled'])
      assert.equal(outcome.error, undefined)
      assert.equal(outcome.value.result.ID, 1)
      assert.equal(await handshakes(), 1)
      await page.close()
    })
  }

  test('nothing is sent if the call cannot succeed or allows only some portals', async () => {
    const { page, frame, handshakes } = await openHeld()
    const outcomes = frame.evaluate(() =>
      Promise.all(
        [
          { portals: ['example.bitrix24.com'] },
          { signal: AbortSignal.abort() },
          { timeout: 0 },
          { timeout: NaN },
        ].map((options) => attempt(() => sdk.B24.frame(options))),
      ),
    )
    // A message, if posted, would be shown by now.
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.equal(await handshakes(), 0)
    await frame.evaluate(() => compile())
    const codes = (await outcomes).map(({ error }) => error?.code)
    assert.deepEqual(codes, ['PORTAL_NOT_ALLOWED', 'ABORTED', 'INVALID_TIMEOUT', 'INVALID_TIMEOUT'])
    assert.equal(await handshakes(), 0)
    await page.close()
  })

  /** @type {[name: string, origins: string[], code: string][]} */
  const SESSIONS = [
    ['EXAMPLE.org:443|1|c0ffee', ['https://example.org'], 'FRAME_TIMEOUT'],
    ['a.example.org|0|c0ffee', ['http://a.example.org'], 'FRAME_TIMEOUT'],
    ['a.org|1|<script>', [portal.portal], 'FRAME_TIMEOUT'],
    ['a.org/evil|1|c0ffee', [], 'INVALID_ADDRESS'],
    ['a.org@b.org|1|c0ffee', [], 'INVALID_ADDRESS'],
    ['a.org:99999|1|c0ffee', [], 'INVALID_ADDRESS'],
  ]
  for (const [name, origins, code] of SESSIONS) {
    test(`one message is sent to the portal of ${name}, none to an invalid one`, async () => {
      const { page, frame } = await openHeld(name)
      const [early, all, outcome] = await frame.evaluate(async () => {
        /** @type {string[]} */
        const origins = []
        const postMessage = (/** @type {string} */ _message, /** @type {string} */ origin) =>
          origins.push(origin)
        Object.assign(window, { parent: { postMessage } })
        const outcome = attempt(() => sdk.B24.frame({ timeout: 500 }))
        const early = [...origins]
        compile()
        await outcome
        return /** @type {const} */ ([early, origins, await outcome])
      })
      assert.deepEqual(early, origins)
      assert.deepEqual(all, origins)
      assertFailed(outcome, { code })
      await page.close()
    })
  }
})
