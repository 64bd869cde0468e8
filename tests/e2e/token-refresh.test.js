// The app's refresh function, if it calls the client, resolves too late or fails.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'

import { observe, settled, until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

/** The milliseconds after which a refresh fails, as its error states. */
const REFRESH_TIMEOUT = 10_000

/** A timeout of a call that the refresh does not reach. */
const timeout = 60_000

const EXPIRED = { domain: 'example.bitrix24.com', accessToken: 'old-token', expiresIn: 0 }

test('is called once if it calls the client itself', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const requests = stubFetch(context, () => '{"result":7}')
  let calls = 0
  const b24 = await B24.token({
    ...EXPIRED,
    refresh() {
      calls++
      return b24.call('app.info', {}, { timeout }).then(() => ({ accessToken: 'new-token' }))
    },
  })
  const call = observe(b24.call('crm.thing.get', {}, { timeout }))
  await settled()
  assert.equal(calls, 1)
  context.mock.timers.tick(REFRESH_TIMEOUT - 1)
  await settled()
  assert.equal(call.isSettled, false)
  context.mock.timers.tick(1)
  await until(() => call.isSettled)
  const { kind, code, method } = call.error
  assert.deepEqual([kind, code, method], ['auth', 'REFRESH_TIMEOUT', 'crm.thing.get'])
  assert.equal(calls, 1)
  assert.equal(requests.length, 0)
})

test('does not replace a newer token if it resolves too late', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const requests = stubFetch(context, () => '{"result":7}')
  /** @type {((token: { accessToken: string }) => void)[]} */
  const refreshes = []
  const b24 = await B24.token({
    ...EXPIRED,
    refresh: () => new Promise((done) => refreshes.push(done)),
  })
  const late = observe(b24.call('crm.thing.get', {}, { timeout }))
  await until(() => refreshes.length === 1)
  context.mock.timers.tick(REFRESH_TIMEOUT)
  await until(() => late.isSettled)
  assert.equal(late.error?.code, 'REFRESH_TIMEOUT')

  const next = b24.call('crm.thing.get', {}, { timeout })
  await until(() => refreshes.length === 2)
  refreshes[1]?.({ accessToken: 'new-token' })
  await next
  refreshes[0]?.({ accessToken: 'late-token' })
  await settled()
  await b24.call('crm.thing.get', {}, { timeout })

  assert.deepEqual(
    requests.map(({ form }) => form.get('auth')),
    ['new-token', 'new-token'],
  )
})

test('that throws fails every command of a batch, and nothing is sent', async (context) => {
  const requests = stubFetch(context, () => '{"result":{"result":[],"result_error":[]}}')
  const b24 = await B24.token({
    ...EXPIRED,
    refresh: () => {
      throw new Error('the server of the app is down')
    },
  })
  const commands = Array.from({ length: 101 }, () => /** @type {const} */ (['crm.thing.add']))
  const outcomes = await b24.batch(commands)
  assert.deepEqual(
    outcomes.map((outcome) => outcome.ok || `${outcome.executed} ${outcome.error.code}`),
    Array(101).fill('false REFRESH_FAILED'),
  )
  assert.deepEqual(requests, [])
})
