// What other files test at length in Chromium, once in each engine.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { sendCommand, WITH_REPLY, WITHOUT_REPLY } from './harness/frame-commands.js'
import { openConnected, setReplies } from './harness/framed.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()

suite('each command of the host page', () => {
  for (const placement of new Set(WITH_REPLY.map((row) => row.placement))) {
    test(`in ${placement ?? 'any placement'} gets its reply`, async (context) => {
      const { page, frame } = await openConnected(stage, { ...(placement && { placement }) })
      for (const row of WITH_REPLY.filter((row) => row.placement === placement)) {
        await context.test(row.command, async () => {
          const outcome = sendCommand(frame, row)
          await row.confirm?.(page)
          const { value, error } = await outcome
          assert.equal(error, undefined)
          if ('reply' in row) assert.deepEqual(value, row.reply)
        })
      }
      await page.close()
    })
  }

  test('without a reply is sent', async (context) => {
    const { page, frame } = await openConnected(stage)
    // A command that is ignored leaves the frame where it is.
    await setReplies(page, Object.fromEntries(WITHOUT_REPLY.map((row) => [row.command, 'denied'])))
    for (const row of WITHOUT_REPLY) {
      await context.test(row.command, async () => {
        assert.equal((await sendCommand(frame, row)).value, 'sent')
        await page.locator('#log li', { hasText: row.command }).getByText('ignored').waitFor()
      })
    }
    await page.close()
  })
})

test('autoFit fits a frame that was hidden', async () => {
  const { page, frame } = await openConnected(stage)
  const appFrame = page.locator('iframe.app-frame')
  await frame.evaluate(async () => {
    document.body.style.margin = '0'
    document.body.innerHTML = '<div id="content" style="height: 300px"></div>'
    globalThis.dispose = await framed.frame.window.autoFit()
  })
  await appFrame.evaluate((element) => void (element.style.display = 'none'))
  for (const height of [900, 500]) {
    await frame.evaluate((height) => {
      Object.assign(document.getElementById('content')?.style ?? {}, { height: `${height}px` })
    }, height)
  }
  await appFrame.evaluate((element) => void (element.style.display = ''))
  await eventually(async () => assert.equal((await appFrame.boundingBox())?.height, 500))
  await page.close()
})

test('the demo shows its users', async () => {
  const { openFrame } = await openStage({ users: 200, folder: 'www', browser: stage.browser })
  const { page, frame } = await openFrame('')
  await eventually(async () => assert.equal(await frame.locator('tbody tr').count(), 50))
  await page.close()
})
