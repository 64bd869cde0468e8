// `b24-wasm/testing`: the double of the portal page.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { failureOf, mockB24 } from './harness/double.js'

suite('the portal page', () => {
  test('has the placement of the test, and stores options', async () => {
    const b24 = await mockB24(
      {},
      {
        frame: {
          portal: 'https://crm.example.org',
          placement: 'CRM_DEAL_DETAIL_TAB',
          options: { ID: '7' },
          isFirstRun: true,
          userOptions: { owner: 3 },
        },
      },
    )
    const { info, options } = b24.frame
    assert.deepEqual(
      [info.portal, info.placement, info.options, info.isFirstRun, info.isAdmin],
      ['https://crm.example.org', 'CRM_DEAL_DETAIL_TAB', { ID: '7' }, true, true],
    )
    await options.user.set('owner', 4)
    await options.app.set('colour', ['red'])
    assert.deepEqual([options.user.get('owner'), options.app.get('colour')], [4, ['red']])
    const { accessToken } = await b24.auth()
    assert.notEqual((await b24.auth({ fresh: true })).accessToken, accessToken)
  })

  test('records commands, and checks them as in a portal', async () => {
    const b24 = await mockB24({}, { frame: { isAdmin: false } })
    const { window, options } = b24.frame
    assert.deepEqual(await window.resize(300, 400), { width: 300, height: 400 })
    await window.setTitle('Deals')
    assert.equal(await window.reload(), 'sent')
    assert.equal((await failureOf(options.app.set('a', 1))).code, 'ADMIN_ONLY')
    assert.equal(
      (await failureOf(window.setTitle(/** @type {any} */ (5)))).code,
      'INVALID_PARAMETERS',
    )
    assert.deepEqual(b24.mock.commands, [
      { command: 'resizeWindow', params: { width: 300, height: 400 } },
      { command: 'setTitle', params: { title: 'Deals' } },
      { command: 'reloadWindow', params: {} },
    ])
    const stop = await window.autoFit()
    stop()
    b24.mock.reset()
    assert.deepEqual(b24.mock.commands, [])
  })

  test('closes sliders when the test does', async () => {
    const b24 = await mockB24()
    await assert.rejects(b24.mock.closeSlider(), /no slider is open/)
    const { slider } = b24.frame
    const [path, application] = [slider.openPath('/crm/deal/details/7/'), slider.openApplication()]
    await b24.mock.closeSlider()
    await application
    let isOpen = true
    const closed = path.finally(() => {
      isOpen = false
    })
    await b24.frame.window.setTitle('Deals')
    assert.ok(isOpen)
    await b24.mock.closeSlider()
    assert.equal(await closed, 'close')
  })

  test('replies as ordered, and has events', async () => {
    const b24 = await mockB24(
      {},
      {
        frame: {
          placement: 'CALL_CARD',
          replies: {
            getStatus: { CALL_ID: 'x', PHONE_NUMBER: '+1' },
            disableAutoClose: () => mockB24.error('CLOSED'),
            selectUser: ({ mult }) => (mult ? [{ id: 3, name: 'Ada' }] : { id: 4, name: 'Bob' }),
          },
          events: ['CallCard::BeforeClose'],
        },
      },
    )
    const { placement, dialogs } = b24.frame
    assert.equal((await placement.call('getStatus')).CALL_ID, 'x')
    assert.equal((await failureOf(placement.call('disableAutoClose'))).code, 'CLOSED')
    assert.equal((await failureOf(placement.call('reloadData'))).code, 'UNKNOWN_COMMAND')
    assert.equal((await dialogs.selectUser()).id, 4)
    assert.deepEqual(await dialogs.selectUsers(), [{ id: 3, name: 'Ada' }])
    /** @type {unknown[]} */
    const events = []
    const silence = await placement.on('CallCard::BeforeClose', (event) => events.push(event))
    b24.mock.emit('CallCard::BeforeClose', { at: 1 })
    silence()
    b24.mock.emit('CallCard::BeforeClose', { at: 2 })
    assert.deepEqual(events, [{ at: 1 }])
  })
})
