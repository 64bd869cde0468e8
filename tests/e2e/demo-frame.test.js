// The frame part of the demo: a button for each command, and a log of the replies.

import assert from 'node:assert/strict'
import { afterEach, suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame } = await openStage({ users: 100, folder: 'www' })

afterEach(() => portal.control.reset())

/** @param {Record<string, string>} [query] */
async function open(query) {
  await portal.control.settings({ bucket: { enabled: false } })
  const { page, frame } = await openFrame('', query)
  await eventually(async () => assert.match(await frame.getByRole('status').innerText(), /^1–50/))
  await frame.getByRole('tab', { name: 'Frame' }).click()
  const panel = frame.getByRole('tabpanel', { name: 'Frame' })
  const latest = panel.locator('#frame-log li').first()
  /** @param {string} group @param {string} label */
  const press = (group, label) =>
    panel
      .getByRole('region', { name: group })
      .getByRole('button', { name: label, exact: true })
      .click()
  return { page, frame, panel, latest, press }
}

suite('commands', () => {
  test('log their results in the demo and in the portal page', async () => {
    const { page, latest, press } = await open()
    await press('Window', 'Title')
    await eventually(async () => assert.match(await latest.innerText(), /setTitle.*\ndone/))
    assert.equal(await page.title(), 'People: 1,000')
    assert.match(await page.locator('#log li').first().innerText(), /setTitle.*replied/s)
    await press('Messenger', 'Call')
    await eventually(async () => assert.match(await latest.innerText(), /call\(7\)\n"sent"/))
    await press('Slider', 'A path that is not open')
    await eventually(async () => assert.match(await latest.innerText(), /PATH_NOT_AVAILABLE/))
    await page.close()
  })

  test('that wait for the user can be cancelled', async () => {
    const { page, panel, latest, press } = await open()
    await press('Dialogs', 'A user')
    await page.locator('dialog').getByText('Cancel', { exact: true }).click()
    await panel.getByRole('button', { name: 'Stop waiting' }).click()
    await eventually(async () => assert.match(await latest.innerText(), /ABORTED/))
    await page.close()
  })

  test('that the placement denies log an error', async () => {
    const { page, latest, press } = await open({ placement: 'CALL_CARD' })
    await press('Placement', 'A command')
    await eventually(async () => assert.match(await latest.innerText(), /UNKNOWN_COMMAND/))
    const bound = page.locator('#log li', { hasText: 'placementBindEvent' })
    await eventually(async () => assert.equal(await bound.count(), 3))
    await page.locator('#menu button', { hasText: 'CallCard::EntityChanged' }).click()
    await eventually(async () =>
      assert.match(await latest.innerText(), /CallCard::EntityChanged.*\+15550101/s),
    )
    await page.close()
  })
})

test('every button runs the code that it shows', async () => {
  const { page, panel, latest } = await open()
  const buttons = panel.locator('.actions button')
  const count = await buttons.count()
  assert.ok(count > 20)
  for (let at = 0; at < count; at++) {
    const label = await buttons.nth(at).innerText()
    // These close the frame.
    if (['Reload', 'Finish installation'].includes(label)) continue
    const before = await panel.locator('#frame-log li').count()
    const open = page.locator('dialog button[value=cancel], .slider p button')
    await eventually(async () => {
      // The dialog of a command that was stopped before may open only now, over the button.
      if ((await open.count()) > 0) await open.first().click({ timeout: 1000 })
      await buttons.nth(at).click({ timeout: 1000 })
    })
    await eventually(async () =>
      assert.equal(await panel.locator('#frame-log li').count(), before + 1, label),
    )
    await eventually(async () => {
      if ((await open.count()) > 0) await open.first().click({ timeout: 1000 })
      const stop = latest.getByRole('button', { name: 'Stop waiting' })
      if ((await stop.count()) > 0) await stop.click({ timeout: 1000 })
      assert.ok(await latest.getAttribute('data-state'), label)
    })
  }
  await page.close()
})

test('the frame fits its content until stopped', async () => {
  const { page, panel } = await open()
  await panel.getByLabel('Keep the frame as high as its content').check()
  const height = async () => (await page.locator('iframe.app-frame').boundingBox())?.height ?? 0
  const inside = () => panel.evaluate(() => document.documentElement.offsetHeight)
  await eventually(async () => assert.equal(await height(), await inside()))
  const before = await height()
  await panel.getByRole('button', { name: 'Title' }).click()
  await eventually(async () => assert.ok((await height()) >= before))
  await panel.getByLabel('Keep the frame as high as its content').uncheck()
  await page.close()
})
