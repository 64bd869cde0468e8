// `b24-wasm/helpers` in Node: values of the portal, and uploads.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { after, suite, test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24, B24Error } = await import(resolve(packageFolder, 'dist/b24.js'))
/** @type {typeof import('b24-wasm/helpers')} */
const helpers = await import(resolve(packageFolder, 'dist/helpers.js'))
const { Currencies, changeValues, formatDate, formatMoney, parseDate, parseMoney } = helpers
const { upload, valuesOf } = helpers
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')

suite('dates', () => {
  test('of the portal are read, and nothing else', () => {
    const noon = Date.UTC(2026, 7, 1, 12)
    for (const text of ['2026-08-01T15:00:00+03:00', '2026-08-01T12:00:00Z', '2026-08-01T12:00Z']) {
      assert.equal(parseDate(text)?.getTime(), noon, text)
    }
    assert.equal(parseDate('2026-08-01')?.getTime(), new Date(2026, 7, 1).getTime())
    for (const value of ['', null, undefined, false, {}, 7, '01.08.2026', 'x', '2026-13-40']) {
      assert.equal(parseDate(value), undefined, String(value))
    }
  })

  test('are written in a time zone or with an offset', () => {
    const summer = new Date(Date.UTC(2026, 7, 1, 22, 30, 5))
    const winter = new Date(Date.UTC(2026, 0, 1, 0, 0, 0))
    for (const [date, zone, text] of /** @type {const} */ ([
      [summer, 'Europe/Berlin', '2026-08-02T00:30:05+02:00'],
      [winter, 'Europe/Berlin', '2026-01-01T01:00:00+01:00'],
      [winter, 'America/St_Johns', '2025-12-31T20:30:00-03:30'],
      [summer, 'Asia/Kathmandu', '2026-08-02T04:15:05+05:45'],
      [summer, '-03:30', '2026-08-01T19:00:05-03:30'],
      [summer, '+00:00', '2026-08-01T22:30:05+00:00'],
    ])) {
      assert.equal(formatDate(date, zone), text)
      assert.equal(parseDate(text)?.getTime(), date.getTime())
    }
    assert.equal(parseDate(formatDate(summer))?.getTime(), summer.getTime())
    assert.throws(() => formatDate(summer, 'Nowhere'), RangeError)
    assert.throws(() => formatDate(new Date(Number.NaN)), RangeError)
  })
})

suite('money', () => {
  const rows = [
    { CURRENCY: 'EUR', BASE: 'Y', DECIMALS: '2', FULL_NAME: 'Euro', FORMAT_STRING: '# €' },
    { CURRENCY: 'JPY', BASE: 'N', DECIMALS: '0', FULL_NAME: 'Yen', FORMAT_STRING: '¥#' },
    { CURRENCY: 'POINTS', BASE: 'N', DECIMALS: '1', FORMAT_STRING: '#&nbsp;points' },
  ]

  test('is written with the portal’s currencies', async (context) => {
    const requests = stubFetch(context, () => JSON.stringify({ result: rows }))
    const currencies = await Currencies.load(b24)
    assert.match(requests[0]?.url ?? '', /\/crm\.currency\.list$/)
    const plain = (/** @type {string} */ text) => text.replace(/[\u00a0\u202f]/g, ' ')
    for (const [amount, code, locale, text] of /** @type {const} */ ([
      ['1500.5', 'EUR', 'de', '1.500,50 €'],
      [1500.5, undefined, 'en', '€1,500.50'],
      ['1500.5', 'JPY', 'en', '¥1,501'],
      ['12', 'POINTS', 'en', '12.0 points'],
      ['12', 'CHF', 'en', 'CHF 12.00'],
      ['', 'EUR', 'en', ''],
      [null, 'EUR', 'en', ''],
    ])) {
      assert.equal(plain(currencies.format(amount, code, locale)), text)
    }
    assert.equal(currencies.get()?.code, 'EUR')
    assert.deepEqual(
      Array.from(currencies, ({ code }) => code),
      ['EUR', 'JPY', 'POINTS'],
    )
  })

  test('of a field is an amount and a currency', () => {
    assert.deepEqual(parseMoney('1500.50|EUR'), { amount: '1500.50', currency: 'EUR' })
    assert.deepEqual(parseMoney('-1|RUB'), { amount: '-1', currency: 'RUB' })
    for (const value of ['', null, undefined, '|EUR', '5', {}]) {
      assert.equal(parseMoney(value), undefined, String(value))
    }
    assert.equal(formatMoney({ amount: 7, currency: 'EUR' }), '7|EUR')
  })
})

suite('multi-fields', () => {
  const before = [
    { ID: '1', VALUE: '+1', VALUE_TYPE: 'HOME', TYPE_ID: 'PHONE' },
    { ID: '2', VALUE: '+2', VALUE_TYPE: 'WORK', TYPE_ID: 'PHONE' },
  ]

  test('have values', () => {
    assert.deepEqual(valuesOf({ PHONE: before }, 'PHONE'), ['+1', '+2'])
    for (const record of [{}, { PHONE: '' }, null, undefined]) {
      assert.deepEqual(valuesOf(record, 'PHONE'), [])
    }
  })

  test('are changed by what an update takes', () => {
    assert.deepEqual(changeValues(before, ['+2', { VALUE: '+3', VALUE_TYPE: 'MOBILE' }, '+4']), [
      before[1],
      { VALUE: '+3', VALUE_TYPE: 'MOBILE' },
      { VALUE: '+4', VALUE_TYPE: 'WORK' },
      { ...before[0], VALUE: '' },
    ])
    assert.deepEqual(changeValues(undefined, []), [])
  })
})

/** @type {(body: Buffer) => readonly [status: number, body: string] | undefined} */
let respond = () => undefined
const server = createServer(async (request, response) => {
  // A client that aborts may not have sent everything.
  const chunks = await request.toArray().catch(() => undefined)
  if (!chunks) return
  const [status, body] = respond(Buffer.concat(chunks)) ?? []
  if (status) response.writeHead(status).end(body)
})
await once(server.listen(0, '127.0.0.1'), 'listening')
after(() => {
  server.closeAllConnections()
  server.close()
})

suite('an upload', () => {
  /** @param {import('node:test').TestContext} context @param {unknown} [result] */
  function open(context, result) {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
    const uploadUrl = `http://127.0.0.1:${port}/rest/upload?token=s3cr3tT0ken`
    const { fetch } = globalThis
    const reply = JSON.stringify({ result: result ?? { field: 'file', uploadUrl } })
    context.mock.method(globalThis, 'fetch', (/** @type {any} */ url, /** @type {any} */ init) =>
      String(url).includes('127.0.0.1') ? fetch(url, init) : Promise.resolve(new Response(reply)),
    )
  }

  const content = new Uint8Array(3_000_000).fill(7)
  const options = { folder: 7, name: 'a.bin' }

  test('sends the bytes as they are', async (context) => {
    open(context)
    /** @type {Buffer | undefined} */
    let received
    respond = (body) => {
      received = body
      return [200, '{"result":{"ID":5,"NAME":"a.bin"}}']
    }
    assert.deepEqual(await upload(b24, content, options), { ID: 5, NAME: 'a.bin' })
    assert.match(received?.subarray(0, 300).toString() ?? '', /name="file"; filename="a.bin"/)
    assert.ok(received?.includes(Buffer.from(content)))
  })

  test('fails with a B24Error, without the address', async (context) => {
    for (const [response, code, kind] of /** @type {const} */ ([
      [[200, '{"error":"DISK_OBJ_22000","error_description":"taken"}'], 'DISK_OBJ_22000', 'portal'],
      [[413, '<html>'], 'HTTP_413', 'response'],
      [[200, 'null'], 'HTTP_200', 'response'],
    ])) {
      open(context)
      respond = () => response
      const error = await upload(b24, content, options).catch(
        (/** @type {unknown} */ thrown) => thrown,
      )
      assert.ok(error instanceof B24Error)
      assert.deepEqual([error.code, error.kind], [code, kind])
      assert.doesNotMatch(`${error.stack}${JSON.stringify(error)}`, /s3cr3t/)
      context.mock.restoreAll()
    }
  })

  test('without an address, in time or aborted fails', async (context) => {
    open(context, {})
    await assert.rejects(upload(b24, content, options), { code: 'NO_UPLOAD_ADDRESS' })
    context.mock.restoreAll()
    open(context)
    respond = () => undefined
    await assert.rejects(upload(b24, content, { ...options, timeout: 50 }), { code: 'TIMEOUT' })
    const controller = new AbortController()
    respond = () => {
      controller.abort()
      return undefined
    }
    const aborted = upload(b24, content, { ...options, signal: controller.signal })
    await assert.rejects(aborted, { code: 'ABORTED', kind: 'aborted' })
  })
})
