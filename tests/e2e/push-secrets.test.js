// The secrets of real-time events, which stay in memory.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { eventually } from './harness/eventually.js'
import { openPushPage, resetPush, subscribe } from './harness/push-page.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()
const { control } = stage.portal
const { push } = control

beforeEach(() => resetPush(stage))

suite('secrets are in no error, event, log, storage and address of REST', () => {
  for (const [version, mode] of /** @type {const} */ ([
    [2, 'personal'],
    [4, 'personal'],
    [4, 'shared'],
    [5, 'personal'],
    [5, 'shared'],
  ])) {
    test(`of version ${version}, mode ${mode}`, async () => {
      await push.settings({ version, mode })
      const { page, frame, audit, seen } = await openPushPage(stage)
      assert.equal((await subscribe(frame)).error, undefined)
      await frame.evaluate(() => b24.events.send('a', { id: 1 }))
      await eventually(async () => assert.deepEqual((await seen()).received, [{ id: 1 }]))
      const code = 'ACCESS_DENIED'
      await control.fault({ name: 'error', method: 'pull.application.event.add', code })
      const refused = await frame.evaluate(() => attempt(() => b24.events.send('a', { id: 2 })))
      assertFailed(refused, { code })
      await push.settings({ faults: { refuse_sockets: true, refuse_polling: true } })
      await push.drop()
      await eventually(async () => assert.notEqual((await seen()).state.status, 'online'))
      const late = await frame.evaluate(() =>
        attempt(() => b24.events.on('application', 'b', () => {}, { timeout: 50 })),
      )
      assertFailed(late, { code: 'PUSH_TIMEOUT' })
      await audit()
      await page.close()
    })
  }

  test('of a configuration that is truncated', async () => {
    const { page, frame, audit } = await openPushPage(stage)
    await control.fault({ name: 'truncated', method: 'pull.application.config.get' })
    // An error usually has the first bytes of the response.
    assertFailed(await subscribe(frame), { code: 'TRUNCATED_RESPONSE', response: '' })
    await audit()
    await page.close()
  })

  test('or the audit fails', async () => {
    const { page, frame, audit } = await openPushPage(stage)
    await subscribe(frame)
    await audit()
    const [secret = ''] = await push.secrets()
    await frame.evaluate((secret) => attempt(() => Promise.reject(new Error(secret))), secret)
    await assert.rejects(audit, /in the errors/)
    await page.close()
  })
})
