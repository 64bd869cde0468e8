// The push server of the emulator, with a client that has no logic of its own.

import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'

import { startPortal } from './harness/portal.js'
import { callMethod, openSocket, pushAddress, pushConfig } from './harness/push-client.js'

const portal = await startPortal()
after(() => portal.stop())
const { control } = portal
await control.settings({ bucket: { enabled: false } })

/** @param {number} [user] */
async function token(user) {
  return (await control.token(user)).access_token
}

suite('text frames of version 4', () => {
  test('an event reaches the open sockets of the app', async (context) => {
    const auth = await token()
    const config = await pushConfig(portal, auth)
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    const sent = { COMMAND: 'hello', PARAMS: { to: 'all' }, MODULE_ID: 'my.app' }
    const { reply } = await callMethod(portal, auth, 'pull.application.event.add', sent)
    assert.equal(reply.result, true)
    const [message] = await client.messages(1)
    assert.equal(message.channel, '-')
    assert.match(message.mid, /^\d{26}$/)
    assert.equal(message.text.module_id, 'my.app')
    assert.equal(message.text.command, 'hello')
    assert.deepEqual(message.text.params, { to: 'all' })
    assert.equal(message.text.extra.revision_web, 19)
  })
})
