// The host page of the emulator treats messages like the real one.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

const { openFrame } = await openStage()

/**
 * Posts commands as text, `name:JSON`, with immediate replies, and returns the replies as text. A
 * command without a reply before that of a later command has null.
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
    commands.forEach((command, at) => void parent.postMessage(`${command}:${at}:${sid}`, '*'))
    parent.postMessage(`getInterface::last:${sid}`, '*')
    await last
    return replies
  }, commands)
}

suite('parameters', () => {
  test('that are omitted become a list, others are echoed', async () => {
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

  test('that the page cannot use cause an error and no reply', async () => {
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

test('parses a size with parseInt, 100 if it is no number', async () => {
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

test('scrolls the host page, not the app', async () => {
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

test('removes the settings of a slider from the options of its app', async () => {
  const { page, frame } = await openFrame('module.html')
  const params = { order: { id: 7 }, bx24_width: 600, bx24_title: 'Order', bx24_other: 1 }
  await post(frame, `openApplication:${JSON.stringify(params)}`)
  const nested = page.frameLocator('.slider iframe')
  const config = JSON.parse((await nested.locator('#config').textContent()) ?? '')
  assert.deepEqual(config.initData.PLACEMENT_OPTIONS, { order: { id: 7 } })
  assert.equal((await page.locator('.slider section').boundingBox())?.width, 600)
  await page.close()
})

test('a dialog replies first and then closes the open dialog', async () => {
  const { page, frame } = await openFrame('module.html')
  await frame.evaluate(() => {
    const [, , sid] = window.name.split('|')
    globalThis.received = []
    addEventListener('message', ({ data }) => {
      const [id] = data.split(':')
      received.push(id)
      // Immediately, as code that awaits one dialog and opens the next.
      if (id === 'first') parent.postMessage(`selectAccess::second:${sid}`, '*')
    })
    parent.postMessage(`selectAccess::first:${sid}`, '*')
  })
  await page.locator('dialog').waitFor()
  // The page's clock is stopped until the second dialog is open.
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 60_000)
  await page.locator('dialog').getByText('Select', { exact: true }).click()
  await page.locator('#log li', { hasText: 'replied' }).waitFor()
  await page.locator('#log li', { hasText: 'no reply yet' }).waitFor()
  assert.equal(await page.locator('dialog').count(), 1)
  await page.clock.runFor(10)
  assert.equal(await page.locator('dialog').count(), 0)
  assert.deepEqual(await frame.evaluate(() => received), ['first'])
  await page.close()
})

test('a field accepts a list of values', async () => {
  const { page, frame } = await openFrame('module.html', { placement: 'USERFIELD_TYPE' })
  assert.deepEqual(
    await post(frame, 'setValue:["a","b"]', 'getValue:', 'setValue:{"a":1}', 'getValue:'),
    ['["a","b"]', '["a","b"]', '', '["a","b"]'],
  )
  await page.close()
})
