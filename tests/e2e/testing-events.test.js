// `b24-wasm/testing` in Node: real-time events of a double.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { B24Error, failureOf, mockB24 } from './harness/double.js'

suite('events of a double', () => {
  test('reach the handlers of the app', async () => {
    const { events, mock } = await mockB24()
    /** @type {unknown[]} */
    const seen = []
    await events.onState(({ status }) => seen.push(status))
    await events.onMissed(() => seen.push('missed'))
    assert.equal(events.state.status, 'closed')
    const stop = await events.on('application', 'order.changed', (params, { command }) => {
      seen.push([command, params])
    })
    assert.deepEqual(events.state, { status: 'online', transport: 'socket', reason: '' })
    mock.pushEvent('order.changed', { id: 7 })
    mock.pushEvent('order.changed', { id: 8 }, { module: 'other' })
    mock.missEvents()
    stop()
    mock.pushEvent('order.changed', { id: 9 })
    assert.deepEqual(seen, ['online', ['order.changed', { id: 7 }], 'missed', 'closed'])
  })

  test('that the app sends are recorded, and reach its own handlers', async () => {
    const { events, mock } = await mockB24()
    const received = new Promise((done) => events.on('application', 'order.changed', done))
    await events.send('order.changed', { id: 7, at: new Date(0) }, { to: 577 })
    assert.deepEqual(await received, { id: 7, at: '1970-01-01T00:00:00.000Z' })
    const params = { id: 7, at: '1970-01-01T00:00:00.000Z' }
    assert.deepEqual(mock.sentEvents, [
      { command: 'order.changed', params, module: 'application', to: ['577'] },
    ])
    mock.reset()
    assert.deepEqual(mock.sentEvents, [])
    await events.close()
    assert.equal(events.state.status, 'closed')
  })

  test('reach each handler, also after one that throws', async (context) => {
    const { events, mock } = await mockB24()
    /** @type {unknown[]} */
    const reported = []
    // Node.js has no such function.
    Object.assign(globalThis, {
      reportError: (/** @type {unknown} */ error) => reported.push(error),
    })
    context.after(() => Reflect.deleteProperty(globalThis, 'reportError'))
    const failure = new Error('a handler that fails')
    const fail = () => {
      throw failure
    }
    /** @type {unknown[]} */
    const seen = []
    await events.onState(fail)
    await events.onMissed(fail)
    await events.onMissed(() => seen.push('missed'))
    await events.on('application', 'a', fail)
    await events.on('application', 'a', (params) => seen.push(params))
    mock.pushEvent('a', { id: 7 })
    mock.missEvents()
    assert.deepEqual(seen, [{ id: 7 }, 'missed'])
    assert.deepEqual(reported, [failure, failure, failure])
  })

  test('reach a function as often as it was added', async () => {
    const { events } = await mockB24()
    /** @type {unknown[]} */
    const seen = []
    const listener = (/** @type {unknown} */ value) => void seen.push(value)
    await events.onState(listener)
    const stop = await events.onState(listener)
    const end = await events.on('application', 'a', () => {})
    const online = { status: 'online', transport: 'socket', reason: '' }
    assert.deepEqual(seen, [online, online])
    stop()
    end()
    assert.deepEqual(seen.slice(2), [{ status: 'closed', reason: '' }])
  })

  test('have options, which are checked as the SDK does', async () => {
    const { events, mock } = await mockB24()
    const wrong = /** @type {any} */ (events)
    const signal = AbortSignal.abort()
    const codes = []
    for (const failing of [
      wrong.on('application', 'a', () => {}, { signal }),
      wrong.on('application', 'a', () => {}, { once: true }),
      wrong.on('application', 'a', () => {}, { timeout: 0 }),
      wrong.send('a', {}, { signal }),
      wrong.send('a', {}, { priority: 1 }),
      wrong.send('a', { text: 'ы'.repeat(500_000) }),
    ]) {
      codes.push((await failureOf(failing)).code)
    }
    assert.deepEqual(codes, [
      ...['ABORTED', 'UNKNOWN_OPTION', 'INVALID_TIMEOUT'],
      ...['ABORTED', 'UNKNOWN_OPTION', 'EVENT_TOO_LARGE'],
    ])
    assert.equal(events.state.status, 'closed')
    assert.deepEqual(mock.sentEvents, [])
  })

  test('are checked', async () => {
    const { events } = await mockB24({ events: ['ONAPPINSTALL'] })
    const wrong = /** @type {any} */ (events)
    for (const failing of [
      wrong.on('application', 'a b', () => {}),
      wrong.on('application', 'a'),
      wrong.send('a', 7),
      wrong.send('a', {}, { to: 'me' }),
      wrong.onState(7),
    ]) {
      const error = await failureOf(failing)
      assert.ok(error instanceof B24Error)
      assert.equal(error.code, 'INVALID_ARGUMENT')
    }
    assert.deepEqual((await events()).result, ['ONAPPINSTALL'])
  })
})
