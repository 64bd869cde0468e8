// Clients with the same refresh function: one refresh at a time, and one newest token for each portal.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { observe, settled, until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

/** The milliseconds after which a refresh fails, as its error states. */
const REFRESH_TIMEOUT = 10_000

const timeout = 60_000
const DOMAIN = 'example.bitrix24.com'
const EXPIRED_TOKEN = '{"error":"expired_token","error_description":""}'

/** Accepts the tokens that start with "new". @type {Parameters<typeof stubFetch>[1]} */
const respond = ({ form }) => (form.get('auth')?.startsWith('new') ? '{"result":7}' : EXPIRED_TOKEN)

/** Returns a refresh function that counts its calls. */
function counter() {
  const refresh = async () => ({ accessToken: `new-${++refresh.calls}`, expiresIn: 3600 })
  refresh.calls = 0
  return refresh
}

suite('clients of one portal', () => {
  test('that wait share a refresh', async (context) => {
    stubFetch(context, respond)
    const refresh = counter()
    const clients = await Promise.all(
      Array.from({ length: 3 }, (_, at) =>
        B24.token({ domain: DOMAIN, accessToken: `old-${at}`, refresh }),
      ),
    )
    const calls = clients.flatMap((b24) => [b24.call('crm.thing.get'), b24.call('crm.thing.get')])
    for (const { result } of await Promise.all(calls)) assert.equal(result, 7)
    assert.equal(refresh.calls, 1)
  })

  test('use the token that another one has refreshed', async (context) => {
    const requests = stubFetch(context, respond)
    const refresh = counter()
    const options = { domain: DOMAIN, accessToken: 'old', refresh }
    const [first, second] = [await B24.token(options), await B24.token(options)]
    await first.call('crm.thing.get')
    await second.call('crm.thing.get')
    assert.deepEqual(
      requests.map(({ form }) => form.get('auth')),
      ['old', 'new-1', 'new-1'],
    )
    assert.equal(refresh.calls, 1)
  })

  test('do not refresh again if the old token is refused later', async (context) => {
    /** @type {(() => void)[]} */
    const late = []
    const requests = stubFetch(context, (request, index) =>
      index === 0
        ? new Promise((done) => late.push(() => done(respond(request, index))))
        : respond(request, index),
    )
    const refresh = counter()
    const options = { domain: DOMAIN, accessToken: 'old', refresh }
    const [first, second] = [await B24.token(options), await B24.token(options)]
    const call = observe(first.call('crm.thing.get'))
    await until(() => late.length === 1)
    await second.call('crm.thing.get')
    late[0]?.()
    await until(() => call.isSettled)
    assert.equal(call.value?.result, 7)
    assert.equal(requests.at(-1)?.form.get('auth'), 'new-1')
    assert.equal(refresh.calls, 1)
  })

  test('keep a token of their own, given after a refresh', async (context) => {
    const requests = stubFetch(context, respond)
    const refresh = counter()
    const options = { domain: DOMAIN, accessToken: 'old', refresh }
    await (await B24.token(options)).call('crm.thing.get')
    const later = await B24.token({ ...options, accessToken: 'new-own' })
    await later.call('crm.thing.get')
    assert.equal(requests.at(-1)?.form.get('auth'), 'new-own')
  })
})

test('clients of one portal share, however its domain is written', async (context) => {
  stubFetch(context, respond)
  const refresh = counter()
  const domains = [DOMAIN, `https://${DOMAIN}`, `https://${DOMAIN.toUpperCase()}/`]
  const clients = await Promise.all(
    domains.map((domain) => B24.token({ domain, accessToken: 'old', refresh })),
  )
  for (const b24 of clients) await b24.call('crm.thing.get')
  assert.equal(refresh.calls, 1)
})

test('clients of two portals share nothing', async (context) => {
  const requests = stubFetch(context, respond)
  const refresh = counter()
  for (const domain of ['a.bitrix24.com', 'b.bitrix24.com']) {
    const b24 = await B24.token({ domain, accessToken: 'old', refresh })
    await b24.call('crm.thing.get')
  }
  assert.deepEqual(
    requests.map(({ url, form }) => [new URL(url).host, form.get('auth')]),
    [
      ['a.bitrix24.com', 'old'],
      ['a.bitrix24.com', 'new-1'],
      ['b.bitrix24.com', 'old'],
      ['b.bitrix24.com', 'new-2'],
    ],
  )
})

test('a refresh that never ends fails for all clients, and may be repeated', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  stubFetch(context, respond)
  let calls = 0
  const refresh = () =>
    ++calls === 1 ? new Promise(() => {}) : Promise.resolve({ accessToken: 'new' })
  const options = { domain: DOMAIN, accessToken: 'old', refresh: /** @type {any} */ (refresh) }
  const clients = [await B24.token(options), await B24.token(options)]
  const outcomes = clients.map((b24) => observe(b24.call('crm.thing.get', {}, { timeout })))
  await until(() => calls === 1)
  await settled()
  context.mock.timers.tick(REFRESH_TIMEOUT)
  await until(() => outcomes.every(({ isSettled }) => isSettled))
  for (const { error } of outcomes) assert.equal(error.code, 'REFRESH_TIMEOUT')
  for (const b24 of clients) assert.equal((await b24.call('crm.thing.get')).result, 7)
  assert.equal(calls, 2)
})

test('after the page has slept, the token is refreshed before the call', async (context) => {
  const now = Date.now()
  context.mock.timers.enable({ apis: ['Date'], now })
  const requests = stubFetch(context, respond)
  const refresh = counter()
  const token = { domain: DOMAIN, accessToken: 'new-first', expiresIn: 3600 }
  const b24 = await B24.token({ ...token, refresh })
  await b24.call('crm.thing.get')
  context.mock.timers.setTime(now + 8 * 3_600_000)
  await b24.call('crm.thing.get')
  assert.deepEqual(
    requests.map(({ form }) => form.get('auth')),
    ['new-first', 'new-1'],
  )
})
