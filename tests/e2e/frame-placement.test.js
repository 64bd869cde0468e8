// Commands and events of placements.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { inChromium } from './harness/engines/engine.js'
import { assertFailed } from './harness/errors.js'
import { eventually } from './harness/eventually.js'
import { openConnected } from './harness/framed.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()

/** @param {string} placement @param {Record<string, string>} [query] */
const open = (placement, query) => openConnected(stage, { placement, ...query })

suite('commands', () => {
  test('of a field send the plain value', async () => {
    const { page, frame } = await open('USERFIELD_TYPE')
    const [before, ...after] = await frame.evaluate(async () => {
      const { placement } = framed.frame
      const values = [await placement.call('getValue')]
      for (const value of ['plain', '', 7, '["a","b"]', ['a', 'b']]) {
        await placement.call('setValue', value)
        values.push(await placement.call('getValue'))
      }
      return values
    })
    assert.deepEqual([before, ...after], ['before', 'plain', '', 7, '["a","b"]', ['a', 'b']])
    await page.close()
  })

  test('of a call card return a status or an error', async () => {
    const { page, frame } = await open('CALL_CARD')
    const status = await frame.evaluate(() => framed.frame.placement.call('getStatus'))
    assert.equal(status.PHONE_NUMBER, '+15550100')
    const outcome = await frame.evaluate(() =>
      attempt(() => framed.frame.placement.call('enableAutoClose')),
    )
    assertFailed(outcome, { kind: 'portal', code: 'Call card is undefined' })
    await page.close()
  })

  test('that the placement lacks are rejected and not sent', async () => {
    const { page, frame } = await open('USERFIELD_TYPE')
    const [misspelt, foreign, general] = await frame.evaluate(() => {
      const { placement } = framed.frame
      return Promise.all([
        attempt(() => placement.call('setVale', 1)),
        attempt(() => placement.call('reloadData')),
        attempt(() => placement.call('resizeWindow', { width: 1, height: 1 })),
      ])
    })
    const unknown = { kind: 'input', code: 'UNKNOWN_COMMAND' }
    assert.match(assertFailed(misspelt, unknown).description, /did you mean "setValue"\?$/)
    assert.match(assertFailed(foreign, unknown).description, /it has getValue setValue$/)
    assertFailed(general, unknown)
    assert.ok(foreign.error && foreign.error.after < 2000)
    const commands = await page.locator('#log code').allTextContents()
    assert.deepEqual([...new Set(commands)].toSorted(), ['getInitData', 'getInterface'])
    await page.close()
  })

  test('of a page without an interface', async () => {
    const { page, frame } = await open('USERFIELD_TYPE', { replies: 'getInterface:twice' })
    assert.equal(await frame.evaluate(() => framed.frame.placement.call('getValue')), 'before')
    await page.close()
    const silent = await open('USERFIELD_TYPE', { replies: 'getInterface:denied' })
    const outcome = await silent.frame.evaluate(() =>
      attempt(() => framed.frame.placement.on('some', () => {})),
    )
    assertFailed(outcome, { kind: 'frame', code: 'FRAME_TIMEOUT' })
    await silent.page.close()
  })

  test('with repeated replies until stopped', async () => {
    const { page, frame } = await open('CRM_DEAL_DETAIL_ACTIVITY')
    await frame.evaluate(async () => {
      globalThis.received = []
      const { placement } = framed.frame
      await placement.call('setLayout', { blocks: { city: { type: 'select' } } })
      globalThis.dispose = await placement.bind('bindValueChangeCallback', null, (change) =>
        received.push(change),
      )
    })
    await fireTwiceAndStop(page, frame, 'bindValueChangeCallback')
    assert.deepEqual(await frame.evaluate(() => received), [
      { id: 'city', value: 'nyc' },
      { id: 'city', value: 'nyc' },
    ])
    await page.close()
  })
})

suite('events', () => {
  test('reach every listener until it is removed', async () => {
    const { page, frame } = await open('CALL_CARD')
    await frame.evaluate(async () => {
      globalThis.received = []
      const { placement } = framed.frame
      const stopFirst = await placement.on('CallCard::EntityChanged', (event) =>
        received.push(event),
      )
      const stopSecond = await placement.on('CallCard::EntityChanged', () => {
        throw new Error('thrown by a listener')
      })
      globalThis.dispose = () => [stopFirst, stopSecond].forEach((stop) => void stop())
    })
    await fireTwiceAndStop(page, frame, 'CallCard::EntityChanged')
    const event = { PHONE_NUMBER: '+15550101', CRM_ENTITY_TYPE: 'LEAD' }
    assert.deepEqual(await frame.evaluate(() => received), [event, event])
    await page.close()
  })

  test('continue if the subscription is not kept', inChromium, async () => {
    const { page, frame } = await open('CALL_CARD')
    await frame.evaluate(async () => {
      globalThis.received = []
      await framed.frame.placement.on('CallCard::BeforeClose', (event) => received.push(event))
    })
    const devtools = await page.context().newCDPSession(frame)
    await devtools.send('HeapProfiler.collectGarbage')
    await page.locator('#menu button', { hasText: 'CallCard::BeforeClose' }).click()
    await eventually(async () => assert.equal(await frame.evaluate(() => received.length), 1))
    await page.close()
  })

  test('that the placement lacks are rejected', async () => {
    const { page, frame } = await open('CALL_CARD')
    const outcome = await frame.evaluate(() =>
      attempt(() => framed.frame.placement.on('CallCard::EntityChange', () => {})),
    )
    const error = assertFailed(outcome, { kind: 'input', code: 'UNKNOWN_EVENT' })
    assert.match(error.description, /did you mean "CallCard::EntityChanged"\?$/)
    await page.close()
  })

  test('of a placement without events', async () => {
    const { page, frame } = await open('DEFAULT')
    const outcome = await frame.evaluate(() =>
      attempt(() => framed.frame.placement.on('anything', () => {})),
    )
    const error = assertFailed(outcome, { kind: 'input', code: 'UNKNOWN_EVENT' })
    assert.match(error.description, /placement "DEFAULT" has no event "anything"; it has none$/)
    await page.close()
  })

  test('that are forged are ignored', async () => {
    const { page, frame } = await open('CALL_CARD', {
      replies: 'placementBindEvent:foreign-source',
    })
    await frame.evaluate(async () => {
      globalThis.received = []
      await framed.frame.placement.on('CallCard::BeforeClose', (event) => received.push(event))
    })
    await page.locator('#menu button', { hasText: 'CallCard::BeforeClose' }).click()
    await eventually(async () => assert.equal(await frame.evaluate(() => received.length), 1))
    assert.deepEqual(await frame.evaluate(() => received), [{}])
    await page.close()
  })
})

/**
 * Lets the host page send an event twice, and once more after the app has unsubscribed.
 *
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Frame} frame
 * @param {string} name
 */
async function fireTwiceAndStop(page, frame, name) {
  const button = page.locator('#menu button', { hasText: name })
  await button.click()
  await button.click()
  await eventually(async () => assert.equal(await frame.evaluate(() => received.length), 2))
  await frame.evaluate(() => {
    dispose()
    dispose()
  })
  await button.click()
  // Messages arrive in order: the event, if sent, precedes this reply.
  await frame.evaluate(() => framed.frame.placement.getInterface())
}
