// The pull client of the official SDK, in a frame of the emulator.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, suite, test } from 'node:test'

import { openApp } from './harness/app.js'
import { eventually } from './harness/eventually.js'
import { auditPushSecrets } from './harness/push-audit.js'
import { writePeer } from './harness/peer.js'
import { openStage } from './harness/stage.js'

const bundles = await mkdtemp(join(tmpdir(), 'b24-push-peer-'))
after(() => rm(bundles, { recursive: true }))
const stage = await openStage({ args: ['--mount', `/bundles=${bundles}`] })
const { control } = stage.portal
// The SDK does not start without storage, which the browser denies to a frame of another site.
const site = stage.portal.app.replace('127.0.0.1', 'localhost')
const { push } = control
await writePeer(
  bundles,
  `import { B24PullClientManager, initializeB24Frame } from '@bitrix24/b24jssdk'
      globalThis.received = []
      globalThis.startPeer = async (skipStorageInit) => {
        const b24 = await initializeB24Frame()
        const client = new B24PullClientManager({
          b24, restApplication: 'app', userId: 1, skipStorageInit,
        })
        globalThis.peer = client
        client.subscribe({
          moduleId: 'application',
          callback: ({ command, params }) => received.push([command, params]),
        })
        await client.start()
      }`,
)

beforeEach(async () => {
  await control.reset()
  await control.settings({ bucket: { enabled: false } })
})

/**
 * Opens the app and starts its client.
 *
 * @param {boolean} [skipStorageInit] whether the client keeps nothing in the storage
 */
async function openPeer(skipStorageInit = false) {
  const { page, frame } = await openApp(stage.browser, stage.portal, {
    app: `${site}/bundles/peer.html`,
  })
  const audit = auditPushSecrets(page, frame, stage.portal)
  await frame.evaluate((skip) => /** @type {any} */ (globalThis).startPeer(skip), skipStorageInit)
  const received = () => frame.evaluate(() => /** @type {any} */ (globalThis).received)
  return { page, frame, audit, received }
}

suite('the official SDK receives events', () => {
  for (const { version, mode } of [
    { version: 2, mode: 'personal' },
    { version: 4, mode: 'personal' },
    { version: 4, mode: 'shared' },
    { version: 5, mode: 'personal' },
  ]) {
    test(`of version ${version}, mode ${mode}`, async () => {
      await push.settings({ version, mode })
      const { page, received } = await openPeer()
      await push.send(
        { command: 'a', params: { x: 1 } },
        { command: 'b', users: [1], params: { y: 'ы' } },
        { command: 'c', app: 'other.app' },
      )
      await eventually(async () => {
        const expected = [
          ['a', { x: 1 }],
          ['b', { y: 'ы' }],
        ]
        assert.deepEqual(await received(), expected)
      })
      const attempt = (await push.attempts()).find(({ open }) => open)
      assert.equal(attempt?.transport, 'socket')
      assert.equal(attempt?.origin, site)
      assert.equal('binaryMode' in attempt.parameters, version === 4)
      assert.deepEqual(attempt.unacknowledged, [])
      await page.close()
    })
  }

  test('that it missed, after the connection was dropped', async () => {
    const { page, received } = await openPeer()
    await push.send({ command: 'a' })
    await eventually(async () => assert.equal((await received()).length, 1))
    await push.drop({ command: 'b' })
    await eventually(async () => assert.equal((await received()).length, 2))
    await page.close()
  })
})

suite('the audit of secrets', () => {
  test('passes if the client stores nothing', async () => {
    const { page, audit } = await openPeer(true)
    await audit()
    await page.close()
  })

  test('fails if the client stores its configuration', async () => {
    const { page, audit } = await openPeer()
    await assert.rejects(audit, /storage/)
    await page.close()
  })

  test('fails if a script logs a secret', async () => {
    await openPeer(true).then(({ page }) => page.close())
    const [secret] = await push.secrets()
    // Not by `openPage`, which logs what the page logs: a run of all tests finds no secret there.
    const page = await stage.browser.newPage()
    const audit = auditPushSecrets(page, page.mainFrame(), stage.portal)
    await page.evaluate((secret) => console.log(`id: ${secret}`), secret)
    await assert.rejects(audit, /console/)
    await page.close()
  })
})
