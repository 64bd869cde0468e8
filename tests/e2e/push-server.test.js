// The push server of the emulator: connections, formats, history and long polling, with a client that
// has no logic of its own.

import assert from 'node:assert/strict'
import { after, beforeEach, suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { startPortal } from './harness/portal.js'
import { readBinary } from './harness/push-binary.js'
import {
  callMethod,
  openSocket,
  parseText,
  pushAddress,
  pushConfig,
  PushSocket,
} from './harness/push-client.js'

const portal = await startPortal()
after(() => portal.stop())
const { push } = portal.control

/** @type {string} */
let auth

beforeEach(async () => {
  await portal.control.reset()
  await portal.control.settings({ bucket: { enabled: false } })
  auth = (await portal.control.token()).access_token
})

/**
 * Sends an event of the app.
 *
 * @param {Record<string, unknown>} parameters
 */
const addEvent = (parameters) => callMethod(portal, auth, 'pull.application.event.add', parameters)

suite('connections', () => {
  test('the push server has an origin of its own', async () => {
    const { server } = await pushConfig(portal, auth)
    const origins = [portal.portal, portal.app, portal.push]
    assert.equal(new Set(origins).size, 3)
    assert.equal(new URL(server.websocket).host, new URL(portal.push).host)
    assert.equal(new URL(server.long_polling).origin, portal.push)
    assert.equal('serverTime' in server, false)
  })

  test('an event reaches the sockets of the app after its response', async (context) => {
    await push.settings({ delivery_ms: 300 })
    const client = await openSocket(
      context,
      pushAddress(await pushConfig(portal, auth), 'websocket'),
    )
    const sent = { COMMAND: 'hello', PARAMS: { to: 'all' }, MODULE_ID: 'my.app' }
    const { reply } = await addEvent(sent)
    assert.equal(reply.result, true)
    assert.deepEqual(client.frames, [])
    const [message] = await client.messages(1)
    assert.equal(message.channel, '-')
    assert.match(message.mid, /^\d{26}$/)
    const { extra, ...text } = message.text
    assert.deepEqual(text, { module_id: 'my.app', command: 'hello', params: { to: 'all' } })
    assert.equal(extra.revision_web, 19)
    assert.equal('sender' in extra, false)
  })

  test('an event for a user reaches the channel of this user', async (context) => {
    const other = (await portal.control.token(2)).access_token
    const [own, others] = await Promise.all(
      [auth, other].map(async (token) =>
        openSocket(context, pushAddress(await pushConfig(portal, token), 'websocket')),
      ),
    )
    await addEvent({ COMMAND: 'one', USER_ID: 2 })
    await addEvent({ COMMAND: 'all' })
    const received = (/** @type {any[]} */ messages) => messages.map(({ text }) => text.command)
    assert.deepEqual(received(await /** @type {PushSocket} */ (others).messages(2)), ['one', 'all'])
    assert.deepEqual(received(await /** @type {PushSocket} */ (own).messages(1)), ['all'])
  })

  for (const { title, settings = {}, query, code } of [
    { title: 'a wrong channel', query: { CHANNEL_ID: 'a.b' }, code: 4010 },
    { title: 'a missing channel', query: { CHANNEL_ID: '' }, code: 4010 },
    {
      title: 'a missing client id',
      settings: { mode: 'shared' },
      query: { clientId: '' },
      code: 4036,
    },
  ]) {
    test(`${title} is rejected with ${code}`, async () => {
      await push.settings(settings)
      const config = await pushConfig(portal, auth)
      const { closed } = new PushSocket(pushAddress(config, 'websocket', query))
      const [closeCode, reason] = await closed
      assert.equal(closeCode, code)
      assert.notEqual(reason, '')
      const response = await fetch(pushAddress(config, 'long_polling', query))
      assert.equal(response.status, 400)
      assert.ok((await response.text()).startsWith(`${code}: `))
    })
  }

  test('a channel without its public id is rejected with 4012', async () => {
    const config = await pushConfig(portal, auth)
    const query = { CHANNEL_ID: config.channels.private.id.replace(/:\w+/, '') }
    const { closed } = new PushSocket(pushAddress(config, 'websocket', query))
    assert.equal((await closed)[0], 4012)
  })

  test('a shared server accepts its client id', async (context) => {
    await push.settings({ mode: 'shared' })
    await openSocket(context, pushAddress(await pushConfig(portal, auth), 'websocket'))
    assert.equal(await push.open(), 1)
  })
})

suite('formats', () => {
  test('messages are gathered in one frame', async (context) => {
    await push.settings({ gather_ms: 1000 })
    const client = await openSocket(
      context,
      pushAddress(await pushConfig(portal, auth), 'websocket'),
    )
    await push.send({ command: 'first' })
    await client.messages(1)
    await push.send({ command: 'second' })
    await push.send({ command: 'third' })
    const [, frame] = await client.receive(2)
    const commands = parseText(String(frame)).map(({ text }) => text.command)
    assert.deepEqual(commands, ['second', 'third'])
  })

  test('format=json has arrays', async (context) => {
    const config = await pushConfig(portal, auth)
    const client = await openSocket(context, pushAddress(config, 'websocket', { format: 'json' }))
    await push.send({ command: 'a' }, { command: 'b' })
    const [frame] = await client.receive(1)
    const commands = JSON.parse(String(frame)).map((/** @type {any} */ { text }) => text.command)
    assert.deepEqual(commands, ['a', 'b'])
  })

  test('binaryMode has Protobuf, which names the sender', async (context) => {
    const config = await pushConfig(portal, auth)
    const query = { binaryMode: 'true' }
    const client = await openSocket(context, pushAddress(config, 'websocket', query))
    await push.send({ command: 'a' }, { command: 'b', sender: { client: true, id: '0a0b' } })
    const [frame] = await client.receive(1)
    const [first, second] = readBinary(frame)
    assert.match(first?.mid ?? '', /^\d{26}$/)
    assert.equal(first?.expiry, 86_400)
    assert.equal(first?.body.command, 'a')
    assert.deepEqual(first?.sender, { type: 2, id: '' })
    assert.deepEqual(second?.sender, { type: 1, id: '0a0b' })
  })

  test('version 5 speaks JSON-RPC, and notes what the client replies', async (context) => {
    await push.settings({ version: 5, ping_ms: 300 })
    const config = await pushConfig(portal, auth)
    const client = await openSocket(context, pushAddress(config, 'websocket'))
    await client.receive(1)
    assert.equal(client.frames[0], 'ping')
    client.socket.send('pong')
    await push.settings({ ping_ms: null })
    await push.send({ command: 'a', dictionary: { x: 1 } }, { command: 'b' })
    const batch = await eventually(async () => {
      const frame = client.frames.find((frame) => frame !== 'ping')
      return JSON.parse(String(frame))
    })
    assert.equal(batch[0].method, 'incoming.message')
    assert.equal(batch[0].params.body.command, 'a')
    assert.deepEqual(batch[0].params.dictionary, { x: 1 })
    client.socket.send(`mack:${batch[0].params.mid}`)
    client.socket.send(JSON.stringify({ jsonrpc: '2.0', id: batch[0].id, result: {} }))
    await eventually(async () => {
      const [attempt] = await push.attempts()
      assert.ok(attempt?.received.includes('pong'))
      assert.deepEqual(attempt?.unacknowledged, [batch[1].params.mid])
    })
  })

  test('version 5 drops a client that does not reply to its pings', async () => {
    await push.settings({ version: 5, ping_ms: 20 })
    const { closed } = new PushSocket(pushAddress(await pushConfig(portal, auth), 'websocket'))
    assert.equal((await closed)[0], 1006)
  })
})

suite('history', () => {
  test('a client gets the messages after its mid, first and once', async (context) => {
    const config = await pushConfig(portal, auth)
    const first = await openSocket(context, pushAddress(config, 'websocket'))
    await push.send({ command: 'a' }, { command: 'b' })
    const [{ mid }] = await first.messages(2)
    const again = await openSocket(context, pushAddress(config, 'websocket', { mid }))
    const [message] = await again.messages(1)
    assert.equal(message.text.command, 'b')
    const last = await openSocket(context, pushAddress(config, 'websocket', { mid: message.mid }))
    await push.send({ command: 'c' })
    const received = await last.messages(1)
    assert.deepEqual(
      received.map(({ text }) => text.command),
      ['c'],
    )
  })

  test('version 2 continues after tag and time', async (context) => {
    await push.settings({ version: 2 })
    const config = await pushConfig(portal, auth)
    const first = await openSocket(context, pushAddress(config, 'websocket'))
    await push.send({ command: 'a' }, { command: 'b' })
    const [{ tag, time, extra }] = await first.messages(2)
    assert.equal(extra.revision_web, 19)
    const again = await openSocket(context, pushAddress(config, 'websocket', { tag, time }))
    const [message] = await again.messages(1)
    assert.equal(message.text.command, 'b')
  })
})

suite('long polling', () => {
  test('a request without a message ends with 304 and both headers', async () => {
    await push.settings({ hold_ms: 50 })
    const config = await pushConfig(portal, auth)
    const empty = await fetch(pushAddress(config, 'long_polling'))
    assert.equal(empty.status, 304)
    assert.equal(empty.headers.get('expires'), 'Thu, 01 Jan 1973 11:11:01 GMT')
    const mid = empty.headers.get('last-message-id') ?? ''
    assert.match(mid, /^\d{26}$/)
    await push.send({ command: 'a' })
    const response = await fetch(pushAddress(config, 'long_polling', { mid }))
    assert.equal(response.status, 200)
    const [message] = parseText(await response.text())
    assert.equal(message.text.command, 'a')
    assert.equal(response.headers.get('last-message-id'), message.mid)
  })

  test('a held request ends with the first message', async () => {
    const config = await pushConfig(portal, auth)
    const pending = fetch(pushAddress(config, 'long_polling', { format: 'json' }))
    await eventually(async () => assert.equal(await push.open(), 1))
    await push.send({ command: 'a' })
    const [message] = /** @type {any[]} */ (await (await pending).json())
    assert.equal(message.text.command, 'a')
  })

  test('pages of all origins may read, with simple requests', async () => {
    await push.settings({ hold_ms: 0 })
    const address = pushAddress(await pushConfig(portal, auth), 'long_polling')
    const { headers } = await fetch(address, { headers: { origin: 'http://app.example' } })
    assert.equal(headers.get('access-control-allow-origin'), '*')
    assert.match(headers.get('access-control-expose-headers') ?? '', /Last-Message-Id/)
    const preflight = await fetch(address, { method: 'OPTIONS' })
    assert.equal(preflight.status, 405)
    assert.equal(preflight.headers.get('access-control-allow-origin'), null)
  })

  test('an aborted request is noted', async () => {
    const config = await pushConfig(portal, auth)
    const abort = new AbortController()
    const pending = fetch(pushAddress(config, 'long_polling'), { signal: abort.signal })
    await eventually(async () => assert.equal(await push.open(), 1))
    abort.abort()
    await assert.rejects(pending)
    await eventually(async () => {
      const [attempt] = await push.attempts()
      assert.deepEqual([attempt?.code, attempt?.ended_by], [499, 'client'])
    })
  })
})
