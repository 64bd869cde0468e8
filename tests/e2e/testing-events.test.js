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
