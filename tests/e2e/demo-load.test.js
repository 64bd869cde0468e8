// The load part of the demo: many calls at once, and what the limiter does.

import assert from 'node:assert/strict'
import { afterEach, suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame } = await openStage({
  users: 100,
  folder: 'www',
  args: ['--control-app'],
})

afterEach(() => portal.control.reset())

/** The time that a run may take on a busy portal, in milliseconds. */
const timeout = 25_000

/**
 * Opens the demo at the load part, with the portal's usual rate limit. No request is recorded yet.
 *
 * @param {import('./harness/control.js').Fault} [fault]
 */
async function open(fault) {
  await portal.control.settings({ bucket: { enabled: true } })
  const { page, frame } = await openFrame('')
  /** @type {string[]} */
  const messages = []
  page.on('console', (message) => messages.push(message.text()))
  page.on('pageerror', (error) => messages.push(String(error)))
  await eventually(async () => assert.match(await frame.getByRole('status').innerText(), /^1–50/))
  await frame.getByRole('tab', { name: 'Load' }).click()
  const panel = frame.getByRole('tabpanel', { name: 'Load' })
  await panel.waitFor()
  await portal.control.clear()
  if (fault) await portal.control.fault(fault)
  /** @param {string} calls */
  const send = async (calls) => {
    await panel.getByRole('group', { name: 'Calls' }).getByText(calls, { exact: true }).click()
    await panel.getByRole('button', { name: 'Send' }).click()
  }
  /** @param {string} replies */
  const finish = (replies) =>
    panel
      .getByText(new RegExp(`^Finished in [\\d.]+ m?s, with ${replies}\\.$`))
      .waitFor({ timeout })
  /** @param {string} name */
  const number = async (name) => {
    const row = panel.locator('dl > div').filter({ hasText: name })
    return Number((await row.locator('dd').innerText()).replace(',', ''))
  }
  const lines = () => panel.getByRole('list', { name: 'What the limiter did' }).innerText()
  return { page, frame, panel, messages, send, finish, number, lines }
}

/** Returns the statuses of all requests. */
async function statuses() {
  return (await portal.control.requests()).map(({ status }) => status)
}

suite('calls at once', () => {
  test('have a request each if all of them fit', async () => {
    const { page, panel, messages, finish, number, lines } = await open()
    await panel.getByRole('radio', { name: '100', exact: true }).press('ArrowLeft')
    await page.keyboard.press('Enter')
    await finish('30 of 30 replies')
    assert.deepEqual(await statuses(), Array(30).fill(200))
    assert.deepEqual([await number('Requests'), await number('Calls in them')], [30, 30])
    assert.match(await lines(), /^Nothing: there was room/)
    assert.deepEqual(messages, [])
    await page.close()
  })

  test('travel together if they would have to wait', async () => {
    const { page, panel, messages, send, finish, number, lines } = await open()
    await send('100')
    await finish('100 of 100 replies')
    const sent = await statuses()
    assert.ok(sent.length < 50, `${sent.length} requests`)
    assert.ok(sent.every((status) => status === 200))
    assert.equal(await number('Requests'), sent.length)
    assert.equal(await number('Calls in them'), 100)
    assert.equal(await number('Repeated'), 0)
    assert.match(await lines(), new RegExp(`Sent 100 calls in ${sent.length} requests\\.`))
    const room = panel.getByRole('meter', { name: 'Room in the bucket' })
    const value = () => room.evaluate((meter) => /** @type {HTMLMeterElement} */ (meter).value)
    const left = await value()
    assert.ok(left < 50, `room for ${left} requests`)
    await eventually(async () => assert.ok((await value()) > left, 'it drains'))
    assert.deepEqual(messages, [])
    await page.close()
  })

  test('fit a screen of 360 px', async () => {
    const { page, frame, send, finish } = await open()
    await page.setViewportSize({ width: 360, height: 740 })
    await send('100')
    await finish('100 of 100 replies')
    const [content, width] = await frame.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return [scrollWidth, clientWidth]
    })
    assert.ok(content <= width && width <= 360, `${content} px in ${width} px`)
    await page.close()
  })

  test('stop', async () => {
    const { page, panel, send, messages } = await open({ name: 'never', method: 'im.user.get' })
    await send('30')
    await panel.getByRole('button', { name: 'Stop' }).press('Enter')
    await panel.getByText(/^Stopped after .+, with 0 of 30 replies\.$/).waitFor()
    const again = panel.getByRole('button', { name: 'Send' })
    assert.ok(await again.evaluate((button) => button === document.activeElement), 'has the focus')
    assert.deepEqual(messages, [])
    await page.close()
  })

  test('that fail show how many, and the first error', async () => {
    const fault = { name: 'error', code: 'ACCESS_DENIED', method: 'im.user.get', skip: 28 }
    const { page, panel, send, finish } = await open(fault)
    await send('30')
    await finish('28 of 30 replies')
    const alert = panel.getByRole('alert')
    await alert.getByText('Failed: 2 calls. The first error:').waitFor()
    await alert.getByText('ACCESS_DENIED', { exact: true }).waitFor()
    await portal.control.clearFaults()
    await send('30')
    await finish('30 of 30 replies')
    assert.equal(await alert.innerText(), '')
    await page.close()
  })
})

suite('a busy portal', () => {
  test('refuses requests, and all calls end', async () => {
    const { page, panel, messages, send, finish, number, lines } = await open()
    await panel.getByRole('switch', { name: 'Busy portal' }).check()
    await eventually(async () => {
      const { latency_ms: latency } = await portal.control.settings()
      assert.equal(latency, 200)
    })
    await send('100')
    await eventually(async () => assert.ok((await number('Waiting')) > 0))
    await finish('100 of 100 replies')
    const sent = await statuses()
    const refused = sent.filter((status) => status === 503).length
    assert.ok(refused > 0 && sent.length - refused < 50)
    assert.equal(await number('Requests'), sent.length)
    const repeated = await number('Repeated')
    assert.ok(repeated > 0)
    assert.equal(await number('Calls in them'), 100 + repeated)
    const text = await lines()
    assert.match(text, /Queued \d+ calls again: the portal refused them\./)
    assert.match(text, /Held \d+ calls back, the next for [\d.]+ s\./)
    // The browser logs each refusal.
    const others = messages.filter((message) => !message.includes('status of 503'))
    assert.deepEqual(others, [])
    await page.close()
  })

  test('is idle again when the demo starts', async () => {
    const busy = { latency_ms: 200, bucket: { min_level: 40 } }
    await portal.control.settings(busy)
    const { page, panel } = await open()
    assert.equal(await panel.getByRole('switch', { name: 'Busy portal' }).isChecked(), false)
    const { latency_ms: latency, bucket } = await portal.control.settings()
    assert.equal(latency, 0)
    assert.equal(/** @type {{ min_level: number }} */ (bucket).min_level, 0)
    await page.close()
  })
})
