// The handshake with the host page: failures have clear errors, and other senders are ignored.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { recordTokens } from './harness/host-tokens.js'
import { knownNames } from './harness/known-names.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame, openTop } = await openStage()

/** The tested modes of the host page. */
const testedModes = new Set()

/** @param {string} handshake @param {Record<string, string>} [query] */
function openMode(handshake, query) {
  testedModes.add(handshake)
  return openFrame('module.html', { ...query, handshake })
}

/** The deadline in milliseconds if no reply is expected. */
const DEADLINE = 400

const unanswered = { kind: 'frame', code: 'FRAME_TIMEOUT' }
const malformed = { kind: 'frame', code: 'INVALID_HOST_MESSAGE' }

/** @type {[handshake: string, expected: Partial<ThrownError>, description: RegExp][]} */
const FAILING = [
  [
    'no-reply',
    unanswered,
    /no reply to "getInitData" from the page at http:\/\/localhost:\d+ within 400 ms/,
  ],
  [
    'wrong-id',
    unanswered,
    /no reply to "getInitData" from the page at http:\/\/localhost:\d+ within 400 ms/,
  ],
  ['not-json', malformed, /reply to "getInitData" is not JSON/],
  ['empty', malformed, /reply to "getInitData" is null/],
  ['null', malformed, /reply to "getInitData" is null/],
  ['array', malformed, /reply to "getInitData" is a list/],
  ['no-token', malformed, /reply to "getInitData" has no token/],
]

suite('invalid replies', () => {
  for (const [handshake, expected, description] of FAILING) {
    test(handshake, async () => {
      const { page, frame } = await openMode(handshake)
      const tokens = await recordTokens(page)
      const outcome = await frame.evaluate(
        (timeout) => attempt(() => sdk.B24.frame({ timeout })),
        expected === unanswered ? DEADLINE : 10_000,
      )
      const error = assertFailed(outcome, { ...expected, status: 0, method: '' }, await tokens())
      assert.match(error.description, description)
      assert.ok(error.after < DEADLINE + 2000, `it took ${error.after} ms`)
      if (expected === unanswered) assert.ok(error.after >= DEADLINE - 1)
      await page.close()
    })
  }
})

suite('valid replies', () => {
  for (const handshake of ['normal', 'twice']) {
    test(`${handshake}: uses the token of the portal`, async () => {
      const { page, frame } = await openMode(handshake)
      await assertUsesToken(page, frame)
      await page.close()
    })
  }

  for (const handshake of ['foreign-origin-first', 'foreign-source']) {
    test(`${handshake}: ignores a forged reply`, async () => {
      const { page, frame } = await openMode(handshake)
      await frame.evaluate(() => {
        globalThis.messages = []
        addEventListener('message', ({ source, origin, data }) =>
          messages.push({ ofParent: source === parent, origin, forged: /forged/.test(data) }),
        )
      })
      await assertUsesToken(page, frame)
      const { port } = new URL(portal.portal)
      const host = handshake === 'foreign-source' ? 'localhost' : '127.0.0.1'
      assert.deepEqual(await frame.evaluate(() => messages), [
        { ofParent: false, origin: `http://${host}:${port}`, forged: true },
        { ofParent: true, origin: portal.portal, forged: false },
      ])
      await page.close()
    })
  }

  test('accepts a slow reply within the deadline', async () => {
    const { page, frame } = await openMode('slow', { delay: '300' })
    const { value } = await frame.evaluate(() =>
      attempt(async () => (await sdk.B24.frame({ timeout: 10_000 })).user.current()),
    )
    assert.equal(value.result.ID, 1)
    await page.close()
  })

  test('ignores a reply after the deadline', async () => {
    const { page, frame } = await openMode('slow', { delay: '1500' })
    const outcome = await frame.evaluate(() => attempt(() => sdk.B24.frame({ timeout: 200 })))
    const error = assertFailed(outcome, unanswered)
    assert.ok(error.after < 1500, `it took ${error.after} ms`)
    await page.close()
  })
})

suite('without an allowed portal', () => {
  test('explains how to open the app in a portal', async () => {
    for (const entry of ['module.html', 'script.html']) {
      const page = await openTop(entry)
      const outcome = await page.evaluate(() => attempt(() => sdk.B24.frame()))
      const error = assertFailed(outcome, { kind: 'frame', code: 'NOT_IN_PORTAL', status: 0 })
      assert.match(error.description, /portal's frame.*developer settings.*emulator/s)
      assert.ok(error.after < 2000)
      await page.close()
    }
  })

  test('fails on a page with faked portal parameters', async () => {
    const page = await openTop(`module.html?DOMAIN=localhost&PROTOCOL=0&APP_SID=c0ffee`)
    const outcome = await page.evaluate(() => attempt(() => sdk.B24.frame()))
    assertFailed(outcome, { kind: 'frame', code: 'NOT_IN_PORTAL' })
    await page.close()
  })

  test('fails in a frame of another page', async () => {
    const page = await openTop('module.html')
    await page.evaluate(() => {
      const frame = document.createElement('iframe')
      frame.src = '/script.html'
      document.documentElement.append(frame)
      return new Promise((resolve) => (frame.onload = resolve))
    })
    const frame = page.frameLocator('iframe').locator('html')
    const outcome = await frame.evaluate(() => attempt(() => sdk.B24.frame()))
    assertFailed(outcome, { kind: 'frame', code: 'NOT_IN_PORTAL' })
    await page.close()
  })

  test('sends nothing to a portal that is not allowed', async () => {
    const { page, frame } = await openFrame('module.html')
    const tokens = await recordTokens(page)
    const portals = ['example.bitrix24.com', '*.bitrix24.com']
    const outcome = await frame.evaluate(
      (portals) => attempt(() => sdk.B24.frame({ portals })),
      portals,
    )
    const { host } = new URL(portal.portal)
    const error = assertFailed(outcome, { kind: 'frame', code: 'PORTAL_NOT_ALLOWED' })
    assert.ok(error.description.includes(host))
    assert.deepEqual(await tokens(), [])

    const allowed = await frame.evaluate(
      (portals) => attempt(async () => (await sdk.B24.frame({ portals })).user.current()),
      [...portals, host],
    )
    assert.equal(allowed.value.result.ID, 1)
    await page.close()
  })
})

suite('several connections of one page', () => {
  /** @param {import('playwright-core').Page} page */
  const handshakes = (page) => page.locator('#log code', { hasText: 'getInitData' }).count()

  test('share one handshake and its data', async () => {
    await portal.control.reset()
    await portal.control.settings({ bucket: { enabled: false } })
    const { page, frame } = await openMode('slow', { delay: '200' })
    const portals = [new URL(portal.portal).host]
    const [facts, tokens] = await frame.evaluate(async (portals) => {
      const both = await Promise.all([sdk.B24.frame(), sdk.B24.frame({ portals })])
      const all = [...both, await sdk.B24.frame()]
      const [first] = all
      await first?.auth({ fresh: true })
      return [
        all.map(({ frame }) => frame.info),
        await Promise.all(all.map(async (b24) => (await b24.auth()).accessToken)),
      ]
    }, portals)
    assert.equal(await handshakes(page), 1)
    assert.equal(facts[0]?.isFirstRun, true)
    assert.deepEqual(facts, Array(3).fill(facts[0]))
    assert.equal(new Set(tokens).size, 1)
    await page.close()
  })

  test('share a refresh of the token', async () => {
    const { page, frame } = await openMode('normal')
    await frame.evaluate(async () => {
      globalThis.connections = [await sdk.B24.frame(), await sdk.B24.frame()]
    })
    await portal.control.expireTokens()
    await frame.evaluate(() => Promise.all(connections.map((b24) => b24.user.current())))
    assert.equal(await page.locator('#log code', { hasText: 'refreshAuth' }).count(), 1)
    await page.close()
  })

  test('have separate portals, deadlines and signals', async () => {
    const { page, frame } = await openMode('slow', { delay: '600' })
    const outcomes = await frame.evaluate(async () => {
      // The module is loaded before the short deadline.
      await sdk.B24.webhook('https://a.bitrix24.com/rest/1/c0de/')
      const controller = new AbortController()
      const work = [
        { timeout: 100 },
        { signal: controller.signal },
        { portals: ['example.bitrix24.com'] },
        {},
      ].map((options) => attempt(async () => (await sdk.B24.frame(options)).frame.info.isAdmin))
      controller.abort()
      return Promise.all(work)
    })
    const [late, aborted, foreign, last] = outcomes
    assertFailed(late ?? {}, { kind: 'frame', code: 'FRAME_TIMEOUT' })
    assertFailed(aborted ?? {}, { kind: 'aborted', code: 'ABORTED' })
    assertFailed(foreign ?? {}, { kind: 'frame', code: 'PORTAL_NOT_ALLOWED' })
    assert.equal(last?.value, true)
    assert.equal(await handshakes(page), 1)
    const again = await frame.evaluate(() =>
      attempt(() => sdk.B24.frame({ portals: ['example.bitrix24.com'] })),
    )
    assertFailed(again, { kind: 'frame', code: 'PORTAL_NOT_ALLOWED' })
    await page.close()
  })

  test('join a handshake that another connection has cancelled', async () => {
    const { page, frame } = await openMode('slow', { delay: '800' })
    const outcomes = await frame.evaluate(async () => {
      // The module is loaded before the short deadline.
      await sdk.B24.webhook('https://a.bitrix24.com/rest/1/c0de/')
      const connect = (/** @type {object} */ options) =>
        attempt(async () => (await sdk.B24.frame(options)).frame.info.isFirstRun)
      const first = connect({})
      const hasty = await connect({ timeout: 50 })
      return Promise.all([first, hasty, connect({})])
    })
    const [first, hasty, last] = outcomes
    assertFailed(hasty ?? {}, { kind: 'frame', code: 'FRAME_TIMEOUT' })
    assert.ok(first?.error === undefined && last?.error === undefined)
    assert.equal(first?.value, last?.value)
    assert.equal(await handshakes(page), 1)
    await page.close()
  })

  test('do not keep a failed handshake', async () => {
    for (const [handshake, code, timeout] of /** @type {const} */ ([
      ['no-token', 'INVALID_HOST_MESSAGE', 10_000],
      ['no-reply', 'FRAME_TIMEOUT', DEADLINE],
    ])) {
      const { page, frame } = await openMode(handshake)
      for (const time of [1, 2]) {
        const outcome = await frame.evaluate(
          (timeout) => attempt(() => sdk.B24.frame({ timeout })),
          timeout,
        )
        assertFailed(outcome, { kind: 'frame', code })
        assert.equal(await handshakes(page), time)
      }
      await page.close()
    }
  })
})

test('a handshake whose timer a test has replaced is not kept', async () => {
  const { page, frame } = await openMode('no-reply')
  const handshakes = () => page.locator('#log code', { hasText: 'getInitData' }).count()
  await frame.evaluate(async () => {
    const { setTimeout } = globalThis
    globalThis.setTimeout = /** @type {any} */ (() => 0)
    sdk.B24.frame()
    // Its wait has started when the module is loaded.
    await sdk.B24.webhook('https://a.bitrix24.com/rest/1/c0de/')
    globalThis.setTimeout = setTimeout
    const now = Date.now() + 11_000
    Date.now = () => now
  })
  for (const time of [1, 2]) {
    const outcome = await frame.evaluate(() => attempt(() => sdk.B24.frame({ timeout: 300 })))
    assertFailed(outcome, unanswered)
    assert.equal(await handshakes(), time)
  }
  await page.close()
})

test('sends nothing without a source of randomness', async () => {
  const { page, frame } = await openFrame('module.html')
  for (const crypto of ['undefined', '{}', '{ getRandomValues() { throw new Error() } }']) {
    const outcome = await frame.evaluate((crypto) => {
      Object.defineProperty(window, 'crypto', {
        value: new Function(`return ${crypto}`)(),
        configurable: true,
      })
      return attempt(() => sdk.B24.frame({ timeout: 500 }))
    }, crypto)
    const error = assertFailed(outcome, { kind: 'frame', code: 'NO_RANDOMNESS' })
    assert.match(error.description, /crypto\.getRandomValues/)
  }
  assert.equal(await page.locator('#log li').count(), 0)
  await page.close()
})

suite('cancellation', () => {
  test('a signal cancels the handshake at once', async () => {
    const { page, frame } = await openMode('no-reply')
    const [during, before] = await frame.evaluate(async () => {
      const controller = new AbortController()
      const during = attempt(() => sdk.B24.frame({ signal: controller.signal }))
      controller.abort()
      const before = attempt(() => sdk.B24.frame({ signal: AbortSignal.abort() }))
      return Promise.all([during, before])
    })
    for (const outcome of [during, before]) {
      const error = assertFailed(outcome, { kind: 'aborted', code: 'ABORTED', retryable: false })
      assert.ok(error.after < 2000)
    }
    await page.close()
  })

  test('after a failure the next handshake works', async () => {
    const { page, frame } = await openFrame('module.html')
    const outcome = await frame.evaluate(async () => {
      await attempt(() => sdk.B24.frame({ signal: AbortSignal.abort() }))
      return attempt(async () => (await sdk.B24.frame()).user.current())
    })
    assert.equal(outcome.value.result.ID, 1)
    await page.close()
  })
})

test('covers every mode of the host page', async () => {
  const known = await knownNames(portal.control.settings({ host: { handshake: 'none-such' } }))
  assert.ok(known.length > 10)
  assert.deepEqual([...testedModes].toSorted(), known)
})

/**
 * Connects, calls, and asserts that the call used the token of the host page.
 *
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Frame} frame
 */
async function assertUsesToken(page, frame) {
  const tokens = await recordTokens(page)
  await portal.control.clear()
  const { value, error } = await frame.evaluate(() =>
    attempt(async () => (await sdk.B24.frame()).user.current()),
  )
  assert.equal(error, undefined)
  assert.equal(value.result.ID, 1)
  const [request] = await portal.control.requests()
  assert.equal(new URLSearchParams(request?.body).get('auth'), (await tokens())[0])
}
