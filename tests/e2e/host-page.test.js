// The portal page of the emulator, beside what the real page does with messages of any client.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

const { openFrame } = await openStage()

/**
 * Posts commands as text, `name:JSON`, which the page answers at once, and returns the replies as text;
 * null for one that has none by the time that a later command is answered.
 *
 * @param {import('playwright-core').Frame} frame
 * @param {...string} commands
 */
function post(frame, ...commands) {
  return frame.evaluate(async (commands) => {
    const [, , sid] = window.name.split('|')
    /** @type {(string | null)[]} */
    const replies = commands.map(() => null)
    const last = new Promise((resolve) =>
      addEventListener('message', ({ data }) => {
        const [id, ...text] = data.split(':')
        if (id === 'last') resolve(undefined)
        else replies[Number(id)] = text.join(':')
      }),
    )
    commands.forEach((command, at) => parent.postMessage(`${command}:${at}:${sid}`, '*'))
    parent.postMessage(`getInterface::last:${sid}`, '*')
    await last
    return replies
  }, commands)
}

suite('parameters', () => {
  test('that are left out are a list, and others are echoed as they came', async () => {
    const { page, frame } = await openFrame('module.html')
    assert.deepEqual(
      await post(frame, 'setTitle:', 'setScroll:', 'setScroll:null', 'setTitle:false'),
      ['[]', '[]', 'null', 'false'],
    )
    const echoed = await frame.evaluate(() => {
      const [, , appSid] = window.name.split('|')
      return new Promise((resolve) => {
        addEventListener('message', ({ data }) => resolve(data))
        parent.postMessage({ method: 'setTitle', params: 0, callback: 'a', appSid }, '*')
      })
    })
    assert.equal(echoed, 'a:[]')
    await page.close()
  })

  test('that the page cannot use end in an error of the page, and in silence', async () => {
    const { page, frame } = await openFrame('module.html')
    /** @type {string[]} */
    const errors = []
    page.on('pageerror', ({ name }) => errors.push(name))
    assert.deepEqual(
      await post(frame, 'setTitle:{bad', 'setTitle:null', 'setTitle:{"title":"b"}'),
      [null, null, '{"title":"b"}'],
    )
    await eventually(async () => assert.deepEqual(errors, ['SyntaxError', 'TypeError']))
    await page.close()
  })

  test('of an option without a value are echoed', async () => {
    const { page, frame } = await openFrame('module.html')
    const echoed = await frame.evaluate(() => {
      const [, , sid] = window.name.split('|')
      return new Promise((resolve) => {
        addEventListener('message', ({ data }) => resolve(data))
        parent.postMessage(`setUserOption:{"name":"a"}:a:${sid}`, '*')
      })
    })
    assert.equal(echoed, 'a:{"name":"a"}')
    await page.close()
  })
})

test('a size is what parseInt makes of it, and 100 where that is no number', async () => {
  const { page, frame } = await openFrame('module.html')
  const sizes = [
    ['{"width":"50%","height":"300px"}', { width: 50, height: 300 }],
    ['{"width":"wide","height":"high"}', { width: 100, height: 300 }],
    ['{"width":120.7,"height":200.9}', { width: 120, height: 200 }],
  ]
  const replies = await post(frame, ...sizes.map(([params]) => `resizeWindow:${params}`))
  assert.deepEqual(
    replies.map((reply) => JSON.parse(reply ?? 'null')),
    sizes.map(([, size]) => size),
  )
  await page.close()
})

test('scrolling goes to a place on the portal page, not on the app', async () => {
  const { page, frame } = await openFrame('module.html')
  await post(frame, 'resizeWindow:{"width":"100%","height":4000}')
  for (const [scroll, place] of [
    [700, 700],
    [-5, 700],
    ['30px', 700],
    [0, 0],
  ]) {
    await post(frame, `setScroll:${JSON.stringify({ scroll })}`)
    assert.equal(await page.evaluate(() => scrollY), place, String(scroll))
  }
  await page.close()
})

test('the settings of a slider are not among the options of the app in it', async () => {
  const { page, frame } = await openFrame('module.html')
  const params = { order: { id: 7 }, bx24_width: 600, bx24_title: 'Order', bx24_other: 1 }
  await post(frame, `openApplication:${JSON.stringify(params)}`)
  const nested = page.frameLocator('.slider iframe')
  const config = JSON.parse((await nested.locator('#config').textContent()) ?? '')
  assert.deepEqual(config.initData.PLACEMENT_OPTIONS, { order: { id: 7 } })
  assert.equal((await page.locator('.slider section').boundingBox())?.width, 600)
  await page.close()
})

test('a dialog replies first and then closes whichever dialog is open', async () => {
  const { page, frame } = await openFrame('module.html')
  await frame.evaluate(() => {
    const [, , sid] = window.name.split('|')
    globalThis.heard = []
    addEventListener('message', ({ data }) => {
      const [id] = data.split(':')
      heard.push(id)
      // At once, as code does that waits for one dialog and then for the next.
      if (id === 'first') parent.postMessage(`selectAccess::second:${sid}`, '*')
    })
    parent.postMessage(`selectAccess::first:${sid}`, '*')
  })
  await page.locator('dialog').waitFor()
  // The page's time stands still until the second dialog is there.
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 60_000)
  await page.locator('dialog').getByText('Select', { exact: true }).click()
  await page.locator('#log li', { hasText: 'replied' }).waitFor()
  await page.locator('#log li', { hasText: 'no reply yet' }).waitFor()
  assert.equal(await page.locator('dialog').count(), 1)
  await page.clock.runFor(10)
  assert.equal(await page.locator('dialog').count(), 0)
  assert.deepEqual(await frame.evaluate(() => heard), ['first'])
  await page.close()
})

test('a field takes a list of values', async () => {
  const { page, frame } = await openFrame('module.html', { placement: 'USERFIELD_TYPE' })
  assert.deepEqual(
    await post(frame, 'setValue:["a","b"]', 'getValue:', 'setValue:{"a":1}', 'getValue:'),
    ['["a","b"]', '["a","b"]', '', '["a","b"]'],
  )
  await page.close()
})
