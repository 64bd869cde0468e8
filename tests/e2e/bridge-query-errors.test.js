// The client over a BX24.js that calls no callback: for a 5xx, for a response that is not JSON, and for none.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()
const { control } = stage.portal

async function open() {
  await control.reset()
  await control.settings({ bucket: { enabled: false } })
  const { page, frame } = await stage.openFrame('bridge.html')
  await frame.evaluate(async () => void (globalThis.bridged = await sdk.B24.bridge(BX24)))
  return { page, frame }
}

for (const name of ['gateway-timeout-html', 'truncated', 'drop']) {
  test(`${name}: a single call fails at once`, async () => {
    const { page, frame } = await open()
    await control.fault({ name, method: 'user.get' })
    const outcome = await frame.evaluate(() => attempt(() => bridged.user.get()))
    const error = assertFailed(outcome, {
      kind: 'network',
      code: 'QUERY_ERROR',
      method: 'user.get',
      retryable: true,
    })
    assert.ok(error.after < 5000, `${error.after} ms`)
    const again = await frame.evaluate(() => attempt(() => bridged.user.current()))
    assert.equal(again.value.result.ID, 1)
    await page.close()
  })
}

test('the remaining calls fail after the others have completed', async () => {
  const { page, frame } = await open()
  await control.fault({ name: 'gateway-timeout-html', method: 'user.get' })
  await control.settings({ latency_ms: 300 })
  const outcomes = await frame.evaluate(() =>
    Promise.all([
      attempt(() => bridged.user.current()),
      attempt(() => bridged.user.get()),
      attempt(() => bridged.call('methods', {})),
      attempt(() => bridged.user.get({ sort: 'ID', order: 'ASC' })),
    ]),
  )
  assert.deepEqual(
    outcomes.map(({ error }) => error?.code),
    [undefined, 'QUERY_ERROR', undefined, 'QUERY_ERROR'],
  )
  for (const { error } of outcomes) assert.ok((error?.after ?? 0) < 10_000)
  await page.close()
})

test('one of two calls fails at once, and the other waits for its deadline', async () => {
  const { page, frame } = await open()
  await control.fault({ name: 'gateway-timeout-html', method: 'user.get' })
  await control.fault({ name: 'never', method: 'user.current' })
  const [never, failed] = await frame.evaluate(() =>
    Promise.all([
      attempt(() => bridged.user.current({}, { timeout: 900 })),
      attempt(() => bridged.user.get()),
    ]),
  )
  assertFailed(never ?? {}, { kind: 'timeout', code: 'TIMEOUT' })
  const { after } = assertFailed(failed ?? {}, { code: 'QUERY_ERROR' })
  assert.ok(after < 5000, `${after} ms`)
  await page.close()
})

test('a write that the portal refuses because of its rate limit is repeated', async () => {
  const { page, frame } = await open()
  const code = 'QUERY_LIMIT_EXCEEDED'
  await control.fault({ name: 'error', code, method: 'department.add', times: 1 })
  const outcome = await frame.evaluate(() =>
    attempt(() => bridged.call('department.add', { NAME: 'New', PARENT: 1 })),
  )
  assert.ok(Number.isInteger(outcome.value?.result), JSON.stringify(outcome))
  const { departments } = await control.company()
  assert.equal(departments.filter((name) => name === 'New').length, 1)
  await page.close()
})

for (const name of ['gateway-timeout-html', 'truncated', 'drop']) {
  test(`${name}: a failing call of the page fails no call of the client`, async () => {
    const { page, frame } = await open()
    await control.fault({ name, method: 'user.get' })
    await control.settings({ latency_ms: 300 })
    const [{ value }, errors] = await frame.evaluate(async () => {
      let errors = 0
      addEventListener('error', () => errors++)
      const outcome = attempt(() => bridged.user.current())
      // Its response arrives first.
      BX24.callMethod('user.get', {}, () => {})
      await outcome
      while (!errors) await new Promise((done) => setTimeout(done, 10))
      return /** @type {const} */ ([await outcome, errors])
    })
    assert.equal(value.result.ID, 1)
    assert.equal(errors, 1)
    await page.close()
  })
}

test('a call fails at once after others were aborted or timed out', async () => {
  const { page, frame } = await open()
  await control.fault({ name: 'never', method: 'user.current' })
  await control.fault({ name: 'gateway-timeout-html', method: 'user.get' })
  const outcomes = await frame.evaluate(async () => {
    const controller = new AbortController()
    const { signal } = controller
    const early = [
      attempt(() => bridged.user.current({}, { signal })),
      attempt(() => bridged.user.current({}, { timeout: 100 })),
    ]
    controller.abort()
    return [...(await Promise.all(early)), await attempt(() => bridged.user.get())]
  })
  assert.deepEqual(
    outcomes.map(({ error }) => error?.code),
    ['ABORTED', 'TIMEOUT', 'QUERY_ERROR'],
  )
  assert.ok(Number(outcomes[2]?.error?.after) < 5000)
  await page.close()
})

test('the page finds its XMLHttpRequest unchanged', async () => {
  const { page, frame } = await open()
  const isSame = await frame.evaluate(async () => {
    const { open } = XMLHttpRequest.prototype
    const call = bridged.user.current()
    const isSame = XMLHttpRequest.prototype.open === open
    await call
    return isSame && XMLHttpRequest.prototype.open === open
  })
  assert.equal(isSame, true)
  await page.close()
})

test('an unrelated error of the page fails no call', async () => {
  const { page, frame } = await open()
  await control.settings({ latency_ms: 200 })
  const { value } = await frame.evaluate(() => {
    const outcome = attempt(() => bridged.user.current())
    setTimeout(() => {
      throw new Error('Query error!')
    })
    return outcome
  })
  assert.equal(value.result.ID, 1)
  await page.close()
})

test('an empty response is an error', async () => {
  const { page, frame } = await open()
  await control.fault({ name: 'empty-body', method: 'user.get' })
  const outcome = await frame.evaluate(() => attempt(() => bridged.user.get()))
  assertFailed(outcome, { kind: 'response', code: 'EMPTY_RESPONSE', status: 200 })
  await page.close()
})

test('aborted and late calls fail although the library continues', async () => {
  const { page, frame } = await open()
  await control.fault({ name: 'never', method: 'user.get' })
  const outcomes = await frame.evaluate(() => {
    const controller = new AbortController()
    const outcomes = Promise.all([
      attempt(() => bridged.user.get({}, { signal: controller.signal })),
      attempt(() => bridged.user.get({}, { timeout: 300 })),
    ])
    controller.abort()
    return outcomes
  })
  assertFailed(outcomes[0] ?? {}, { kind: 'aborted', code: 'ABORTED' })
  assertFailed(outcomes[1] ?? {}, { kind: 'timeout', code: 'TIMEOUT' })
  await page.close()
})
