// The events part of the demo: two users in two frames, with sockets and without.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { openPage } from './harness/app.js'
import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

/** @typedef {import('playwright-core').Frame} Frame */

const { browser, portal, openFrame } = await openStage({
  users: 100,
  folder: 'www',
  args: ['--control-app'],
})
const { push } = portal.control

/** Waits this long for a connection after failed attempts, in milliseconds: their delays alone take 13 s. */
const PATIENCE = { timeout: 60_000 }

beforeEach(async () => {
  await portal.control.reset()
  await portal.control.settings({
    bucket: { enabled: false },
    push: { gather_ms: 20, hold_ms: 500 },
  })
})

/** Opens the part in a frame, and returns its elements. @param {Frame} frame */
async function openPart(frame) {
  await eventually(async () => assert.match(await frame.getByRole('status').innerText(), /^1–50/))
  await frame.getByRole('tab', { name: 'Events' }).click()
  const panel = frame.getByRole('tabpanel', { name: 'Events' })
  const orders = panel.getByRole('list', { name: 'Orders' }).getByRole('listitem')
  const log = panel.getByRole('list', { name: 'What happened' }).getByRole('listitem')
  const state = () => panel.locator('#events-state').innerText()
  /** @param {string} expected @param {{ timeout?: number }} [options] */
  const reach = (expected, options) =>
    panel.locator('#events-state').getByText(expected, { exact: true }).waitFor(options)
  const amount = async (at = 0) => {
    const text = await orders.nth(at).locator('.amount').innerText()
    return Number(text.replace(/[^\d.]/g, ''))
  }
  const change = (at = 0) =>
    orders
      .nth(at)
      .getByRole('button', { name: /^Change / })
      .click()
  const block = panel.getByRole('switch', { name: 'Block sockets' })
  return { frame, panel, orders, log, state, reach, amount, change, block }
}

/** Opens the page of two users, with the part in both frames, connected. */
async function openPair() {
  const page = await openPage(browser, `${portal.portal}/two-users`)
  /** @type {string[]} */
  const messages = []
  page.on('console', (message) => messages.push(message.text()))
  page.on('pageerror', (error) => messages.push(String(error)))
  const names = await page.getByRole('heading', { level: 2 }).allInnerTexts()
  const frames = await eventually(async () => {
    const apps = page.frames().filter((frame) => frame.url().startsWith(portal.app))
    assert.equal(apps.length, 2)
    return apps
  })
  // The order of frames is that of their documents, not that of the page.
  const callers = await Promise.all(
    frames.map((frame) =>
      eventually(async () => {
        const caller = await frame.locator('#caller').innerText()
        const at = names.findIndex((name) => caller.startsWith(`${name} at `))
        assert.ok(at >= 0, caller)
        return at
      }),
    ),
  )
  const ordered = callers.map((_, at) => frames[callers.indexOf(at)])
  const parts = []
  for (const frame of ordered) {
    assert.ok(frame)
    parts.push(await openPart(frame))
  }
  const [first, second] = parts
  assert.ok(first && second)
  for (const part of [first, second]) await part.reach('online by socket')
  return { page, messages, names, first, second }
}

suite('two users', () => {
  test('see who changed what, at once and in both frames', async () => {
    const { page, messages, names, first, second } = await openPair()
    assert.equal(new Set(names).size, 2)
    const before = await first.amount()
    assert.equal(await second.amount(), before)
    for (const [at, part] of [first, second].entries()) {
      await part.change()
      for (const other of [first, second]) {
        await eventually(async () => assert.equal(await other.amount(), before + 100 * (at + 1)))
        await eventually(async () => {
          const line = await other.log.first().innerText()
          assert.ok(line.includes(`${names[at]} changed `), line)
        })
        assert.match(await other.orders.first().innerText(), new RegExp(`by ${names[at]}`))
      }
    }
    assert.equal(await first.log.count(), 2)
    assert.deepEqual(messages, [])
    await page.close()
  })

  test('see a change if one of them has no sockets, and again with sockets', PATIENCE, async () => {
    const { page, names, first, second } = await openPair()
    const before = await first.amount()
    await second.block.check()
    await second.reach('online by long polling (SOCKETS_FAILED)', PATIENCE)
    await first.reach('online by socket')
    await first.change()
    await eventually(async () => assert.equal(await second.amount(), before + 100))
    await second.change()
    await eventually(async () => assert.equal(await first.amount(), before + 200))
    // The switch closes the connection, also before an event that is on its way.
    await eventually(async () => assert.equal(await second.log.count(), 2))
    await second.block.uncheck()
    await second.reach('online by socket')
    await first.change()
    await eventually(async () => assert.equal(await second.amount(), before + 300))
    const lines = await second.log.allInnerTexts()
    assert.equal(lines.filter((line) => line.includes(`${names[0]} changed`)).length, 2)
    assert.equal(lines.length, 3, 'each event once')
    await page.close()
  })
})

suite('one user', () => {
  /** Opens the part, connected. */
  async function open() {
    const { page, frame } = await openFrame('')
    const part = await openPart(frame)
    await part.reach('online by socket')
    return { page, ...part }
  }

  test('can switch before the connection is made', async () => {
    const { page, block, reach, change, amount } = await open()
    const before = await amount()
    await block.check()
    await reach('connecting (SOCKET_CLOSED)')
    await block.uncheck()
    await reach('online by socket')
    await change()
    await eventually(async () => assert.equal(await amount(), before + 100))
    await eventually(async () => assert.equal(await push.open(), 1))
    await page.close()
  })

  test('reads the orders again if events may have been missed', async () => {
    const { page, log, amount } = await open()
    const before = await amount()
    // A change without an event.
    const response = await fetch(`${portal.webhook}crm.deal.list?order[ID]=ASC&select[]=ID`)
    const { result } = await response.json()
    const fields = `fields[OPPORTUNITY]=${before + 7}&fields[IS_MANUAL_OPPORTUNITY]=Y`
    await fetch(`${portal.webhook}crm.deal.update?id=${result[0].ID}&${fields}`)
    await push.expire('get_config')
    await log.getByText(/may have been missed/).waitFor()
    assert.equal(await amount(), before + 7)
    await page.close()
  })

  test('sees no change by a forged event, and none of other orders', async () => {
    const { page, log, change, amount } = await open()
    const before = await amount()
    for (const id of ['<b>', 0, 1e9, null]) {
      await push.send({ command: 'order.changed', params: { id } })
    }
    await push.send({
      command: 'order.changed',
      params: { id: 1, OPPORTUNITY: 1, editor: 'Nobody' },
    })
    await change(1)
    await eventually(async () => assert.ok((await log.count()) >= 1))
    await eventually(async () => assert.match(await log.first().innerText(), / changed /))
    assert.equal(await amount(), before)
    assert.doesNotMatch((await log.allInnerTexts()).join(), /Nobody/)
    await page.close()
  })

  test('keeps the focus on the button of a change, and changes by keyboard', async () => {
    const { page, frame, amount, orders } = await open()
    const before = await amount()
    await orders.first().getByRole('button').focus()
    for (const step of [1, 2]) {
      await page.keyboard.press('Enter')
      await eventually(async () => assert.equal(await amount(), before + 100 * step))
      await orders
        .first()
        .getByText(/^changed by /)
        .waitFor()
    }
    const focused = await frame.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    assert.match(focused ?? '', /^Change /)
    await page.close()
  })

  test('sees the error of the connection until it is made', async () => {
    await push.settings({ server_enabled: false })
    const { page, frame } = await openFrame('')
    const { panel, reach } = await openPart(frame)
    await panel.getByText('PUSH_UNAVAILABLE').waitFor()
    assert.match(await panel.locator('#events-state').innerText(), /^closed/)
    await push.settings({ server_enabled: true })
    const block = panel.getByRole('switch', { name: 'Block sockets' })
    await block.check()
    await block.uncheck()
    await reach('online by socket')
    assert.equal(await panel.getByRole('alert').innerText(), '')
    await page.close()
  })
})

test('a user who cannot open an app is named', async () => {
  const page = await openPage(browser, `${portal.portal}/?user=99999`)
  await page.getByText('user: "99999" is no user of this portal').waitFor()
  await page.close()
})

test('the pages of one user and of two link to each other', async () => {
  const page = await openPage(browser, `${portal.portal}/?lang=de&user=1`)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('link', { name: 'Two users' }).click()
  await page.getByRole('heading', { name: 'Two users' }).waitFor()
  assert.equal(new URL(page.url()).search, '?lang=de')
  const menu = page.frameLocator('iframe').first().getByRole('button', { name: 'Menu' })
  await menu.click()
  const nested = page.frameLocator('iframe').first().getByRole('link', { name: 'Two users' })
  assert.equal(await nested.count(), 0)
  await page.getByRole('link', { name: 'One user' }).click()
  await page.waitForURL(`${portal.portal}/?lang=de`)
  await page.close()
})
