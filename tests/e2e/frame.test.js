// An app in the portal's frame: a call takes one request and returns typed values.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { recordRequests } from './harness/network.js'
import { openStage } from './harness/stage.js'

const { browser } = await openStage()

for (const entry of ['module.html', 'script.html']) {
  // A portal for each: WebKit remembers a preflight for some seconds.
  const { portal, openFrame } = await openStage({ users: 60, browser })
  suite(entry, () => {
    test('the app has another origin than the host page', async () => {
      const { page, frame } = await openFrame(entry)
      const windows = [page, frame]
      const origins = await Promise.all(windows.map((window) => window.evaluate(() => origin)))
      assert.deepEqual(origins, [portal.portal, portal.app])
      assert.ok(await frame.evaluate(() => window.parent !== window))
      await assert.rejects(() => frame.evaluate(() => window.parent.document))
      await page.close()
    })

    test('user.get sends one form without a preflight', async () => {
      const { page, frame } = await openFrame(entry)
      await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))
      await portal.control.clear()
      const sent = await recordRequests(frame, portal.portal)

      const filter = { '!%LAST_NAME': 'ж&=+', ACTIVE: true }
      await frame.evaluate((filter) => b24.user.get({ filter }), filter)

      const recorded = await portal.control.requests()
      assert.equal(recorded.length, 1)
      assert.deepEqual(recorded[0], {
        ...recorded[0],
        method: 'POST',
        path: '/rest/user.get',
        query: '',
        content_type: 'application/x-www-form-urlencoded',
        origin: portal.app,
        status: 200,
        preflight: false,
      })
      const body = Object.fromEntries(new URLSearchParams(recorded[0]?.body))
      assert.deepEqual(body, {
        auth: body.auth,
        'filter[!%LAST_NAME]': 'ж&=+',
        'filter[ACTIVE]': 'Y',
      })
      assert.deepEqual(await sent(), ['POST'])
      await page.close()
    })

    test('JSON requires a preflight, which both counters record', async () => {
      const { page, frame } = await openFrame(entry)
      await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))
      await portal.control.clear()
      const sent = await recordRequests(frame, portal.portal)

      await frame.evaluate(() => b24.call('user.get', { filter: { '@ID': [] } }))

      const recorded = await portal.control.requests()
      assert.deepEqual(
        recorded.map(({ method, preflight }) => ({ method, preflight })),
        [
          { method: 'OPTIONS', preflight: true },
          { method: 'POST', preflight: false },
        ],
      )
      assert.deepEqual(await sent(), ['OPTIONS', 'POST'])
      assert.equal(recorded[1]?.content_type, 'application/json')
      await page.close()
    })

    test('the reply has normalized types', async () => {
      const { page, frame } = await openFrame(entry)
      const reply = await frame.evaluate(async () => {
        const b24 = await sdk.B24.frame()
        return b24.user.get({ sort: 'ID', order: 'ASC', ADMIN_MODE: true })
      })
      assert.equal(reply.result.length, 50)
      assert.equal(reply.total, 60)
      assert.equal(reply.next, 50)
      assert.equal(typeof reply.time?.duration, 'number')
      for (const user of reply.result) {
        assert.ok(Number.isInteger(user.ID))
        assert.equal(typeof user.ACTIVE, 'boolean')
        assert.equal(typeof user.LAST_NAME, 'string')
        assert.equal(user.TIMESTAMP_X, null)
        assert.ok(!Number.isNaN(Date.parse(user.DATE_REGISTER ?? '')))
        assert.ok(Array.isArray(user.UF_DEPARTMENT) && user.UF_DEPARTMENT.every(Number.isInteger))
      }
      const ids = reply.result.map(({ ID }) => ID)
      assert.deepEqual(
        ids,
        ids.toSorted((a, b) => a - b),
      )
      const next = await frame.evaluate(async () => {
        const b24 = await sdk.B24.frame()
        return b24.user.get({ sort: 'ID', ADMIN_MODE: true, start: 50 })
      })
      assert.deepEqual([next.result.length, next.next, next.total], [10, undefined, 60])
      await page.close()
    })

    test('user.current returns one user', async () => {
      const { page, frame } = await openFrame(entry)
      const { result } = await frame.evaluate(async () => {
        const b24 = await sdk.B24.frame()
        return b24.user.current()
      })
      assert.equal(result.ID, 1)
      assert.equal(result.ACTIVE, true)
      await page.close()
    })
  })
}
