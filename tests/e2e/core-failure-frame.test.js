// A failure of the WebAssembly module in the portal's frame: it overflows the stack of the page.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openConnected } from './harness/framed.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()
const { control } = stage.portal
await control.settings({ bucket: { enabled: false } })

/** Opens an app whose stored options are nested so deeply that the module needs more stack than the page. */
async function open() {
  const { page, frame } = await openConnected(stage)
  await frame.evaluate(async () => {
    const nested = JSON.parse('['.repeat(120) + ']'.repeat(120))
    await framed.frame.options.user.set('nested', nested)
    await framed.frame.options.user.set('flat', 7)
  })
  return { page, frame }
}

/**
 * Lets the module overflow the stack: reads the options at each of the last levels of the stack, while a
 * call waits. Returns the outcome of the call.
 *
 * @param {import('playwright-core').Frame} frame
 */
async function overflow(frame) {
  await control.fault({ name: 'never', method: 'user.get' })
  return frame.evaluate(async () => {
    const waiting = attempt(() => framed.user.get())
    let level = 0
    const { user } = framed.frame.options
    // The engine needs more stack to compile a function than to run it.
    user.all()
    const { Instance } = WebAssembly
    WebAssembly.Instance = /** @type {any} */ (
      class {
        constructor() {
          // The running instance has failed, and another one needs more stack.
          level = Infinity
          throw new Error('not at the end of the stack')
        }
      }
    )
    const descend = () => {
      try {
        descend()
      } catch {
        // Each level has a little more stack than the one below.
      }
      if (level++ < 2000) user.all()
    }
    try {
      descend()
    } catch {
      // The last level has failed, too.
    }
    WebAssembly.Instance = Instance
    return waiting
  })
}

/** @param {Outcome} outcome */
function assertOverflow(outcome) {
  const error = assertFailed(outcome, { kind: 'network', code: 'CORE_FAILED' })
  assert.match(error.everything, /RangeError: Maximum call stack size exceeded/)
  assert.ok(error.after < 5000, `it took ${error.after} ms`)
}

test('calls that wait end, and the next ones work', async () => {
  const { page, frame } = await open()
  assertOverflow(await overflow(frame))
  const me = await frame.evaluate(() => framed.user.current())
  assert.equal(me.result.ID, 1)
  await page.close()
})

test('the frame keeps its session, its newest token and its options', async () => {
  const { page, frame } = await open()
  const { accessToken } = await frame.evaluate(() => framed.auth({ fresh: true }))
  assertOverflow(await overflow(frame))
  await control.clear()
  const [flat, auth, size] = await frame.evaluate(async () => {
    await framed.user.current()
    const size = await framed.frame.window.resize(500, 400)
    return [framed.frame.options.user.get('flat'), await framed.auth(), size]
  })
  assert.equal(flat, 7)
  assert.equal(auth.accessToken, accessToken)
  assert.deepEqual(size, { width: 500, height: 400 })
  const tokens = (await control.requests()).map(({ body }) => new URLSearchParams(body).get('auth'))
  assert.deepEqual(tokens, [accessToken])
  await page.close()
})
