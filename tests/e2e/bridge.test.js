// The client over the page's BX24.js, replaced by a stand-in with the defects of BX24.js.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const stage = await openStage({ users: 520 })
const { control } = stage.portal

/** @param {Record<string, string>} [query] */
async function open(query) {
  await control.reset()
  await control.settings({ bucket: { enabled: false } })
  const { page, frame } = await stage.openFrame('bridge.html', query)
  await frame.evaluate(async () => void (globalThis.bridged = await sdk.B24.bridge(BX24)))
  await control.clear()
  return { page, frame }
}

/** The forms that reached the portal, without the token. */
async function sent() {
  const requests = await control.requests()
  return requests.map(({ path, body, preflight }) => {
    assert.equal(preflight, false)
    const form = new URLSearchParams(body)
    form.delete('auth')
    return [path, decodeURIComponent(form.toString())]
  })
}

suite('calls', () => {
  test('support the four main methods, typed and checked', async () => {
    const { page, frame } = await open()
    const [users, people, staff, found, unknown] = await frame.evaluate(async () => {
      const filter = /** @type {const} */ ({ '!%LAST_NAME': 'an', ACTIVE: true })
      const people = await bridged.im.user.list.get({ ID: [1, 999_999] })
      const staff = await bridged.im.department.employees.get({ ID: [1] })
      return [
        await bridged.user.get({ filter, sort: 'ID', order: 'DESC' }),
        [...people.result.entries()].map(([id, user]) => [id, user?.first_name ?? null]),
        [...staff.result.keys()],
        await bridged.im.search.user.list({ FIND: 'ann', LIMIT: 3 }),
        await attempt(() => bridged.user.get(/** @type {any} */ ({ filter: { LASTNAME: 'a' } }))),
      ]
    })
    assert.ok(users.result.length > 10)
    assert.equal(typeof users.result[0]?.ID, 'number')
    assert.ok(users.result.every(({ LAST_NAME }) => !/an/i.test(LAST_NAME ?? '')))
    assert.deepEqual(people[1], [999_999, null])
    assert.deepEqual(staff, [1])
    assert.ok(found.total !== undefined && found.time)
    assertFailed(unknown, { kind: 'input', code: 'UNKNOWN_FIELD' })
    await page.close()
  })

  test('return total, next and time', async () => {
    const { page, frame } = await open()
    const { total, next, time } = await frame.evaluate(() => bridged.user.get())
    assert.ok(total && total > 400)
    assert.equal(next, 50)
    assert.equal(typeof time?.duration, 'number')
    await page.close()
  })

  test('send a start, a boolean and a date unchanged', async () => {
    const { page, frame } = await open()
    const [first, beyond] = await frame.evaluate(async () => {
      const params = { start: 50, filter: { ACTIVE: true, '>DATE_REGISTER': new Date(0) } }
      const first = await bridged.call('user.get', params)
      return [first.result.map(({ ID }) => ID), params.start]
    })
    assert.equal(beyond, 50)
    assert.equal(first.length, 50)
    assert.deepEqual(await sent(), [
      [
        '/rest/user.get.json',
        'start=50&filter[ACTIVE]=Y&filter[>DATE_REGISTER]=1970-01-01T00:00:00+00:00',
      ],
    ])
    await page.close()
  })

  test('reject unencodable parameters', async () => {
    const { page, frame } = await open()
    const outcomes = await frame.evaluate(() =>
      Promise.all([
        attempt(() => bridged.call('crm.deal.list', { select: [] })),
        attempt(() => bridged.call('crm.deal.update', { id: 1, fields: { TITLE: null } })),
        attempt(() =>
          bridged.call('crm.deal.list', {
            filter: { ID: Array.from({ length: 1000 }, (_, i) => i) },
          }),
        ),
      ]),
    )
    for (const outcome of outcomes) {
      assertFailed(outcome, { kind: 'input', code: 'UNENCODABLE_PARAMETER' })
    }
    assert.deepEqual(await sent(), [])
    await page.close()
  })

  test('list 500 rows in three requests', async () => {
    const { page, frame } = await open()
    const [ids, requests] = await frame.evaluate(async () => {
      let requests = 0
      const options = {
        onProgress: (/** @type {any} */ progress) => (requests = progress.requests),
      }
      const users = await bridged.list('user.get', {}, options).toArray()
      return [users.map(({ ID }) => ID), requests]
    })
    assert.ok(ids.length > 480)
    assert.deepEqual(
      ids,
      [...new Set(ids)].toSorted((a, b) => Number(a) - Number(b)),
    )
    assert.ok(requests <= 3)
    assert.equal((await sent()).length, requests)
    await page.close()
  })

  test('return 120 outcomes of a batch in order', async () => {
    const { page, frame } = await open()
    const outcomes = await frame.evaluate(async () => {
      const commands = Array.from({ length: 120 }, (_, at) =>
        at % 40 === 7
          ? /** @type {const} */ (['no.such.method'])
          : /** @type {const} */ (['user.get', { filter: { ID: at + 1 } }]),
      )
      const outcomes = await bridged.batch(commands)
      return outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.error.code))
    })
    assert.equal(outcomes.length, 120)
    for (const [at, outcome] of outcomes.entries()) {
      assert.equal(outcome, at % 40 === 7 ? 'ERROR_METHOD_NOT_FOUND' : 'done')
    }
    assert.equal((await sent()).length, 3)
    await page.close()
  })

  test('return portal errors with code and status', async () => {
    const { page, frame } = await open()
    const outcome = await frame.evaluate(() => attempt(() => bridged.call('no.such.method')))
    const error = assertFailed(outcome, {
      kind: 'portal',
      code: 'ERROR_METHOD_NOT_FOUND',
      status: 404,
      method: 'no.such.method',
    })
    assert.match(error.response, /^\{"error":"ERROR_METHOD_NOT_FOUND"/)
    await page.close()
  })

  test('travel together if there are 100 at once, three in each request', async () => {
    const { page, frame } = await open()
    const done = await frame.evaluate(async () => {
      const calls = Array.from({ length: 100 }, () => bridged.call('methods', {}))
      return (await Promise.all(calls)).length
    })
    assert.equal(done, 100)
    assert.equal((await sent()).length, 34)
    await page.close()
  })

  test('use the token that the library refreshes', async () => {
    const { page, frame } = await open()
    await control.expireTokens()
    const { value } = await frame.evaluate(() => attempt(() => bridged.user.current()))
    assert.equal(value.result.ID, 1)
    await page.close()
  })
})

suite('initialization', () => {
  test('late: the client waits', async () => {
    const { page, frame } = await stage.openFrame('bridge.html', {
      handshake: 'slow',
      delay: '600',
    })
    const { value } = await frame.evaluate(() =>
      attempt(async () => (await sdk.B24.bridge(BX24)).user.current()),
    )
    assert.equal(value.result.ID, 1)
    await page.close()
  })

  test('never: fails at the deadline or when aborted', async () => {
    const { page, frame } = await stage.openFrame('bridge.html', { handshake: 'no-reply' })
    const [late, aborted] = await frame.evaluate(() => {
      const controller = new AbortController()
      const outcomes = Promise.all([
        attempt(() => sdk.B24.bridge(BX24, { timeout: 300 })),
        attempt(() => sdk.B24.bridge(BX24, { signal: controller.signal })),
      ])
      setTimeout(() => controller.abort(), 50)
      return outcomes
    })
    assertFailed(late ?? {}, { kind: 'frame', code: 'BRIDGE_TIMEOUT' })
    assertFailed(aborted ?? {}, { kind: 'aborted', code: 'ABORTED' })
    await page.close()
  })

  test('explains a BX24 that is null or missing', async () => {
    const page = await stage.openTop('bridge.html')
    const [outside, missing, other] = await page.evaluate(() =>
      Promise.all([
        attempt(() => sdk.B24.bridge(BX24)),
        attempt(() => sdk.B24.bridge(undefined)),
        attempt(() => sdk.B24.bridge({ callMethod: 1 })),
      ]),
    )
    assertFailed(outside ?? {}, { kind: 'frame', code: 'NOT_IN_PORTAL' })
    for (const outcome of [missing, other]) {
      assertFailed(outcome ?? {}, { kind: 'input', code: 'INVALID_BRIDGE' })
    }
    await page.close()
  })
})

test('auth() returns the token with its expiry', async () => {
  const { page, frame } = await open()
  const [auth, fresh, expected] = await frame.evaluate(async () => {
    const auth = await bridged.auth()
    const expected = BX24.getAuth()
    return [auth, await bridged.auth({ fresh: true }), expected]
  })
  assert.deepEqual(auth, {
    accessToken: expected.access_token,
    refreshToken: expected.refresh_token,
    expires: expected.expires_in,
    portal: stage.portal.portal,
    memberId: expected.member_id,
  })
  assert.ok(Math.abs((auth?.expires ?? 0) - Date.now() - 3_600_000) < 60_000)
  assert.notEqual(fresh?.accessToken, auth?.accessToken)
  await page.close()
})
