// The push server of the emulator: faults, control messages, foreign events and the log.

import assert from 'node:assert/strict'
import { after, beforeEach, suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { startPortal } from './harness/portal.js'
import {
  openSocket,
  parseText,
  pushAddress,
  pushConfig,
  PushSocket,
} from './harness/push-client.js'

const portal = await startPortal()
after(() => portal.stop())
const { push } = portal.control

/** @type {import('./harness/push-client.js').PushConfig} */
let config

beforeEach(async () => {
  await portal.control.reset()
  await portal.control.settings({ bucket: { enabled: false } })
  config = await readConfig()
})

async function readConfig() {
  return pushConfig(portal, (await portal.control.token()).access_token)
}

/** @param {any[]} messages */
const commands = (messages) => messages.map(({ text }) => text.command)

suite('faults of connections', () => {
  test('sockets are refused, while long polling works', async () => {
    await push.settings({ hold_ms: 0, faults: { refuse_sockets: true } })
    const { opened, closed } = new PushSocket(pushAddress(config, 'websocket'))
    await assert.rejects(opened, /502/)
    assert.equal((await closed)[0], 1006)
    assert.equal((await fetch(pushAddress(config, 'long_polling'))).status, 304)
    await push.settings({ faults: { refuse_polling: true } })
    assert.equal((await fetch(pushAddress(config, 'long_polling'))).status, 502)
  })

  test('a handshake takes its time', async () => {
    await push.settings({ faults: { handshake_ms: 60_000 } })
    const client = new PushSocket(pushAddress(config, 'websocket'))
    await eventually(async () => assert.equal(await push.open(), 1))
    assert.equal(client.socket.readyState, client.socket.CONNECTING)
    client.socket.terminate()
    await eventually(async () => {
      const [attempt] = await push.attempts()
      assert.deepEqual([attempt?.code, attempt?.ended_by], [1006, 'client'])
    })
  })

  test('too many connections are rejected', async (context) => {
    await push.settings({ faults: { connects_per_minute: 1 } })
    await openSocket(context, pushAddress(config, 'websocket'))
    const { closed } = new PushSocket(pushAddress(config, 'websocket'))
    assert.equal((await closed)[0], 4029)
    const response = await fetch(pushAddress(config, 'long_polling'))
    assert.equal(response.status, 429)
    assert.match(await response.text(), /^4029: /)
  })

  test('connections are dropped, or closed with a code', async (context) => {
    const dropped = await openSocket(context, pushAddress(config, 'websocket'))
    await push.drop()
    assert.deepEqual(await dropped.closed, [1006, ''])
    const closed = await openSocket(context, pushAddress(config, 'websocket'))
    await push.close(1012, 'restart')
    assert.deepEqual(await closed.closed, [1012, 'restart'])
    assert.equal(await push.open(), 0)
  })

  test('a socket is dropped after some messages', async (context) => {
    await push.settings({ faults: { drop_after: 2 } })
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    await push.send({ command: 'a' }, { command: 'b' }, { command: 'c' })
    assert.equal((await client.closed)[0], 1006)
    assert.deepEqual(commands(await client.messages(2)), ['a', 'b'])
  })

  test('a socket is dropped after some time', async () => {
    await push.settings({ faults: { drop_after_ms: 30 } })
    const { closed } = new PushSocket(pushAddress(config, 'websocket'))
    assert.equal((await closed)[0], 1006)
    const [attempt] = await push.attempts()
    assert.ok(Number(attempt?.ended_at) - Number(attempt?.at) >= 30)
  })

  test('a half-open socket is silent, and loses nothing when it recovers', async (context) => {
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    await push.settings({ faults: { silent: true } })
    await push.send({ command: 'a' })
    client.socket.ping()
    client.socket.send('unread')
    assert.deepEqual((await push.attempts())[0]?.received, [])
    assert.deepEqual(client.frames, [])
    await push.settings({ faults: { silent: false } })
    assert.deepEqual(commands(await client.messages(1)), ['a'])
    await eventually(async () => {
      assert.deepEqual((await push.attempts())[0]?.received, ['unread'])
    })
  })
})

suite('faults of messages', () => {
  test('messages are late', async (context) => {
    await push.settings({ faults: { delay_ms: 100 } })
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    const start = Date.now()
    await push.send({ command: 'a' })
    await client.messages(1)
    assert.ok(Date.now() - start >= 95)
  })

  test('a message comes twice with the same mid', async (context) => {
    await push.settings({ faults: { repeat: true } })
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    await push.send({ command: 'a' })
    const [first, second] = await client.messages(2)
    assert.equal(first.mid, second.mid)
  })

  test('garbage and broken JSON are between good messages', async (context) => {
    await push.settings({ faults: { garbage: true } })
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    const broken = '#!NGINXNMS!#{"id":#!NGINXNME!#'
    await push.send({ command: 'a' }, { raw: broken }, { command: 'b' })
    const [frame] = await client.receive(1)
    assert.ok(String(frame).startsWith('#garbage'))
    assert.ok(String(frame).includes(broken))
    assert.deepEqual(commands(parseText(String(frame))), ['a', 'b'])
  })

  test('a frame has the wanted size', async (context) => {
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    await push.send({ command: 'a', padding: 3_000_000 })
    const [frame] = await client.receive(1)
    assert.ok(String(frame).length > 3_000_000)
  })

  test('a page takes the place of messages', async (context) => {
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    await push.send({ raw: '<html>' })
    assert.deepEqual(await client.receive(1), ['<html>'])
    await push.settings({ faults: { html: true } })
    const response = await fetch(pushAddress(config, 'long_polling'))
    assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'text/html'])
    assert.match(await response.text(), /^<!doctype html>/)
  })
})

suite('control messages', () => {
  test('a channel ends with and without the next one', async (context) => {
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    await push.expire('get_config')
    const [message] = await client.messages(1)
    assert.deepEqual(
      [message.text.module_id, message.text.command, message.text.params.action],
      ['pull', 'channel_expire', 'get_config'],
    )
    assert.equal(message.text.params.channel.id, config.channels.shared.id)
    const renewed = await readConfig()
    assert.notEqual(renewed.channels.shared.id, config.channels.shared.id)
    await push.expire('reconnect', 1)
    const [, second] = await client.messages(2)
    assert.equal(second.text.params.channel.id, config.channels.private.id)
    assert.equal(second.text.params.new_channel.id, (await readConfig()).channels.private.id)
  })

  test('the configuration expires, the server restarts, the script is old', async (context) => {
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    await push.command('config_expire')
    await push.command('server_restart')
    await push.send({ extra: { revision_web: 99 } })
    const messages = await client.messages(3)
    assert.deepEqual(commands(messages), ['config_expire', 'server_restart', 'test'])
    assert.equal(messages[2].text.extra.revision_web, 99)
  })

  test('revoked channels are rejected until the next configuration', async (context) => {
    await push.revoke()
    const { closed } = new PushSocket(pushAddress(config, 'websocket'))
    assert.equal((await closed)[0], 4010)
    await openSocket(context, pushAddress(await readConfig(), 'websocket'))
  })
})

suite('foreign events', () => {
  test('another module arrives, another app does not', async (context) => {
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    await push.send({ command: 'other', app: 'other.app' }, { command: 'chat', module_id: 'im' })
    const messages = await client.messages(1)
    assert.deepEqual(
      messages.map(({ text }) => [text.module_id, text.command]),
      [['im', 'chat']],
    )
  })

  test('text does not name the sender', async (context) => {
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    await push.send({ command: 'a', sender: { client: true, id: '0f' } })
    const [message] = await client.messages(1)
    assert.equal(JSON.stringify(message).includes('sender'), false)
  })
})

suite('the log', () => {
  test('has each attempt with its time, and no secret', async () => {
    const query = { mid: '1'.repeat(26), revision: '19' }
    for (const code of [3000, 3001]) {
      const client = new PushSocket(pushAddress(config, 'websocket', query))
      await client.opened
      client.socket.close(code)
      await client.closed
    }
    const [first, second] = await eventually(async () => {
      const attempts = await push.attempts()
      assert.deepEqual(
        attempts.map(({ code, ended_by }) => [code, ended_by]),
        [
          [3000, 'client'],
          [3001, 'client'],
        ],
      )
      return attempts
    })
    assert.ok(Number(second?.at) >= Number(first?.ended_at))
    assert.deepEqual(first?.parameters, { CHANNEL_ID: '***', ...query })
    const secrets = await push.secrets()
    assert.ok(secrets.length >= 6)
    for (const secret of secrets) assert.equal(JSON.stringify([first]).includes(secret), false)
    await push.clear()
    assert.deepEqual(await push.attempts(), [])
  })
})
