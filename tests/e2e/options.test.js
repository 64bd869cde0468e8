// The options of every public function: misspelt, missing and invalid ones are rejected.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openConnected } from './harness/framed.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()
const { portal } = stage
const { frame } = await openConnected(stage)
await frame.evaluate(async (webhook) => {
  globalThis.b24 = await sdk.B24.webhook(webhook)
  const init = (/** @type {() => void} */ done) => done()
  globalThis.BX24 = { init, callMethod() {}, getAuth: () => false, refreshAuth() {} }
  globalThis.bridged = await sdk.B24.bridge(BX24)
}, portal.webhook)

/** The options of a call. */
const CALL = ['timeout', 'signal', 'idempotent', 'pack', 'waitIfBlocked', 'maxAge']

/** A call of each function with options, by the names of its options. */
const FUNCTIONS = {
  'sdk.B24.frame(OPTIONS)': ['timeout', 'signal', 'portals', 'rateLimit'],
  "sdk.B24.webhook('https://a.bitrix24.com/rest/1/c0dec0de/', OPTIONS)": ['rateLimit'],
  'sdk.B24.bridge(BX24, OPTIONS)': ['timeout', 'signal'],
  "sdk.B24.token({ domain: 'a.bitrix24.com', accessToken: 'a', ...OPTIONS })": [
    'domain',
    'accessToken',
    'expiresIn',
    'refresh',
    'rateLimit',
  ],
  'b24.user.get({}, OPTIONS)': CALL,
  "b24.call('user.get', {}, OPTIONS)": CALL,
  "b24.list('user.get', {}, OPTIONS).toArray()": [
    'onProgress',
    'timeout',
    'signal',
    'from',
    'rows',
    'waitIfBlocked',
  ],
  "b24.batch([['user.get']], OPTIONS)": [
    'haltOnError',
    'timeout',
    'signal',
    'idempotent',
    'waitIfBlocked',
  ],
  'framed.auth(OPTIONS)': ['fresh', 'signal'],
  'bridged.auth(OPTIONS)': ['fresh', 'signal'],
  "framed.frame.window.setTitle('a', OPTIONS)": ['timeout', 'signal'],
  'framed.frame.window.fit(OPTIONS)': ['timeout', 'signal'],
  "framed.frame.placement.call('reloadData', {}, OPTIONS)": ['timeout', 'signal'],
  'framed.frame.slider.openApplication({}, OPTIONS)': ['width', 'leftBoundary', 'title', 'label'],
  'framed.frame.dialogs.selectCrm(OPTIONS)': ['entityType', 'multiple', 'value'],
  'framed.frame.messenger.call(5, OPTIONS)': ['video'],
}

/** Invalid values of each option. */
const INVALID_VALUES = /** @type {Record<string, string[]>} */ ({
  timeout: ["'x'", '{}'],
  signal: ['5', 'new AbortController()', '{}'],
  portals: ["'x.bitrix24.com'", "''", '0', 'false', 'null', '[]', "['']", '[undefined]', '[5]'],
  domain: ['5'],
  accessToken: ['5'],
  expiresIn: ["'x'"],
  refresh: ['5'],
  onProgress: ['5'],
  from: ['5'],
  haltOnError: ["'yes'"],
  fresh: ['1'],
  rows: ['5'],
  width: ["'50%'"],
  leftBoundary: ["'5'"],
  title: ['5'],
  label: ["'x'"],
  entityType: ["'lead'"],
  multiple: ["'Y'"],
  value: ["'L_1'"],
  video: ["'N'"],
  idempotent: ["'Y'"],
  pack: ['0'],
  waitIfBlocked: ["'no'"],
  maxAge: ["'x'", '-1', 'NaN'],
  rateLimit: [
    '5',
    '{}',
    '{ burst: 0, perSecond: 2 }',
    '{ burst: 50, perSecond: 0 }',
    '{ burst: NaN, perSecond: 2 }',
    "{ burst: 'x', perSecond: 2 }",
  ],
})

/** Values that count as omitted. */
const OMITTED = ['signal: null', 'timeout: null', 'signal: undefined', 'tiemout: undefined']

/** @param {string} source */
const run = async (source) => {
  await portal.control.clear()
  const outcome = await frame.evaluate(
    (source) => attempt(() => new Function(`return ${source}`)()),
    source,
  )
  return { outcome, requests: await portal.control.requests() }
}

for (const [call, names] of Object.entries(FUNCTIONS)) {
  /** @param {string} options */
  const source = (options) => call.replace('OPTIONS', options)

  suite(call, () => {
    test('rejects an unknown option and names the known ones', async () => {
      const { outcome, requests } = await run(source('{ tiemout: 5 }'))
      const error = assertFailed(outcome, { kind: 'input', code: 'UNKNOWN_OPTION', status: 0 })
      assert.match(error.description, /"tiemout"/)
      for (const name of names) assert.ok(error.description.includes(name), error.description)
      assert.deepEqual(requests, [])
    })

    for (const name of names) {
      for (const value of INVALID_VALUES[name] ?? []) {
        test(`rejects { ${name}: ${value} }`, async () => {
          const { outcome, requests } = await run(source(`{ ${name}: ${value} }`))
          const error = assertFailed(outcome, { kind: 'input', code: 'INVALID_OPTION' })
          assert.ok(error.description.includes(`"${name}"`), error.description)
          assert.deepEqual(requests, [])
        })
      }
    }

    if (call.includes('...')) return
    for (const options of ["'text'", '5', '() => {}', 'AbortSignal.abort()']) {
      test(`rejects ${options} as options`, async () => {
        const { outcome, requests } = await run(source(options))
        assertFailed(outcome, { kind: 'input' })
        assert.deepEqual(requests, [])
      })
    }
  })
}

suite('omitted options', () => {
  for (const options of OMITTED) {
    test(options, async () => {
      const { outcome } = await run(`Promise.all([
        b24.user.get({}, { ${options} }),
        b24.list('user.get', {}, { ${options} }).take(1).toArray(),
        b24.batch([['user.get']], { ${options} }),
        sdk.B24.bridge(BX24, { ${options} }),
      ]).then(() => 'done')`)
      assert.equal(outcome.value, 'done', outcome.error?.message)
    })
  }

  test('null as options, and all options together', async () => {
    const { outcome } = await run(`Promise.all([
      b24.user.get({}, null),
      b24.list('user.get', {}, null).take(1).toArray(),
      b24.batch([['user.get']], null),
      b24.list('user.get', {}, { timeout: 5000, signal: new AbortController().signal,
        onProgress() {}, waitIfBlocked: true }).take(1).toArray(),
      b24.batch([['user.get']], { haltOnError: true, timeout: 5000, idempotent: true,
        waitIfBlocked: false }),
      sdk.B24.token({ domain: 'a.bitrix24.com', accessToken: 'a', expiresIn: 5, refresh() {} }),
    ]).then(() => 'done')`)
    assert.equal(outcome.value, 'done', outcome.error?.message)
  })
})

suite('B24.token', () => {
  for (const options of [
    "{ domain: 'a.bitrix24.com' }",
    "{ domain: 'a.bitrix24.com', accessToken: '' }",
    "{ accessToken: 'a' }",
    '{}',
    '',
  ]) {
    test(`rejects the incomplete ${options}`, async () => {
      const { outcome } = await run(`sdk.B24.token(${options})`)
      const error = assertFailed(outcome, { kind: 'input', code: 'MISSING_OPTION' })
      assert.match(error.description, /"domain" and "accessToken"/)
    })
  }

  test('rejects access_token and names the known options', async () => {
    const { outcome } = await run(
      "sdk.B24.token({ domain: 'a.bitrix24.com', access_token: 's3cr3t-token' })",
    )
    const error = assertFailed(outcome, { kind: 'input', code: 'UNKNOWN_OPTION' }, ['s3cr3t-token'])
    assert.match(error.description, /"access_token".*accessToken/)
  })

  test('rejects a webhook', async () => {
    const { outcome } = await run(
      `sdk.B24.token({ by: 'webhook', address: '${portal.webhook}', domain: 'a', accessToken: 'b' })`,
    )
    assertFailed(outcome, { kind: 'input', code: 'UNKNOWN_OPTION' })
  })
})
