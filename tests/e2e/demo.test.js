// The demo app in the portal's frame.

import assert from 'node:assert/strict'
import { afterEach, suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

/** @typedef {import('playwright-core').Frame} Frame */

const { portal, openFrame, openTop } = await openStage({
  users: 200,
  folder: 'www',
  args: ['--control-app'],
})

afterEach(() => portal.control.reset())

/**
 * Opens the demo and waits for its first people.
 *
 * @returns {Promise<{ page: import('playwright-core').Page, frame: Frame, first: string }>} with
 * the summary of the first page
 */
async function open() {
  await portal.control.settings({ bucket: { enabled: false } })
  const { page, frame } = await openFrame('')
  const first = await eventually(async () => {
    const text = await summary(frame)
    assert.match(text, /^1–50 of \d+ people$/)
    return text
  })
  return { page, frame, first }
}

const summary = (/** @type {Frame} */ frame) => frame.getByRole('status').innerText()

const people = (/** @type {Frame} */ frame) =>
  frame
    .getByRole('table')
    .getByRole('row')
    .filter({ has: frame.getByRole('cell') })

/** Returns the code shown for the search, on one line. */
async function code(/** @type {Frame} */ frame) {
  const details = frame.getByRole('group').filter({ hasText: 'This search in TypeScript' })
  const text = await details.locator('code').textContent()
  return text?.replace(/\s+/g, ' ') ?? ''
}

suite('the directory', () => {
  test('shows 50 people, the total and one request', async () => {
    const { page, frame, first } = await open()
    assert.equal(await people(frame).count(), 50)
    const total = first.split(' ')[2]
    const numbers = await frame.locator('dl').last().innerText()
    assert.match(numbers, new RegExp(`Found\\s+${total}\\b`))
    assert.match(numbers, /HTTP requests\s+1$/)
    assert.match(numbers, /Round trip\s+[\d.,]+\s*ms/)
    await page.close()
  })

  test('turns pages', async () => {
    const { page, frame, first } = await open()
    const names = await people(frame).allInnerTexts()
    await frame.getByRole('button', { name: 'Next' }).click()
    await eventually(async () => assert.match(await summary(frame), /^51–100 of/))
    const others = await people(frame).allInnerTexts()
    assert.equal(others.length, 50)
    assert.ok(others.every((name) => !names.includes(name)))
    await frame.getByRole('button', { name: 'Previous' }).click()
    await eventually(async () => assert.equal(await summary(frame), first))
    await page.close()
  })

  test('sorts by a column, both ways', async () => {
    const { page, frame } = await open()
    const header = frame.getByRole('columnheader', { name: 'City' })
    for (const [sort, order] of [
      ['ascending', 'ASC'],
      ['descending', 'DESC'],
    ]) {
      await header.getByRole('button').click()
      await eventually(async () => assert.equal(await header.getAttribute('aria-sort'), sort))
      assert.match(await code(frame), new RegExp(`sort: 'PERSONAL_CITY', order: '${order}'`))
    }
    await page.close()
  })
})

suite('a filter', () => {
  test('by city shows fewer people and updates the code', async () => {
    const { page, frame, first } = await open()
    await portal.control.clear()
    await frame.getByText('City', { exact: true }).first().click()
    const city = 'New York'
    await frame.getByRole('group', { name: 'Lives in one of' }).getByText(city).click()
    await eventually(async () => assert.match(await summary(frame), /^1–\d+ of \d+ people$/))
    await eventually(async () => assert.notEqual(await summary(frame), first))

    assert.match(await code(frame), new RegExp(`'@PERSONAL_CITY': \\['${city}'\\]`))
    const count = await people(frame).count()
    assert.ok(count > 0 && count < 50)
    const there = people(frame).filter({
      has: frame.getByRole('cell', { name: city, exact: true }),
    })
    assert.equal(await there.count(), count)
    const sent = new URLSearchParams((await portal.control.requests()).at(-1)?.body)
    assert.equal(sent.get('filter[@PERSONAL_CITY][0]'), city)

    // The open menu covers the conditions.
    await page.keyboard.press('Escape')
    const conditions = frame.getByRole('list', { name: 'Conditions' })
    await conditions.getByRole('button', { name: city }).click()
    await eventually(async () => assert.equal(await summary(frame), first))
    assert.ok(!(await code(frame)).includes('PERSONAL_CITY'))
    await page.close()
  })

  test('by last name', async () => {
    const { page, frame } = await open()
    await frame.getByText('Last name', { exact: true }).first().click()
    await frame.getByLabel('Text', { exact: true }).fill('john')
    await eventually(async () => assert.match(await code(frame), /'%LAST_NAME': 'john'/))
    await eventually(async () => assert.ok((await people(frame).count()) < 50))
    for (const name of await people(frame).allInnerTexts()) assert.match(name, /john/i)
    await page.close()
  })

  test('without matches is no error', async () => {
    const { page, frame, first } = await open()
    await frame.getByRole('searchbox').fill('zzzzzz')
    await frame.getByRole('heading', { name: 'Nobody matches' }).waitFor()
    await frame.getByRole('button', { name: 'Clear all conditions' }).click()
    await eventually(async () => assert.match(await summary(frame), /^1–50 of/))
    assert.notEqual(await summary(frame), first, 'dismissed people are among them now')
    await page.close()
  })

  test('of two characters is not sent', async () => {
    const { page, frame } = await open()
    await portal.control.clear()
    await frame.getByRole('searchbox').fill('jo')
    await frame
      .locator('#hint')
      .getByText(/three|3/)
      .waitFor()
    await frame.getByRole('searchbox').fill('joh')
    await eventually(async () => assert.match(await code(frame), /NAME_SEARCH: 'joh'/))
    await eventually(async () => assert.ok((await portal.control.requests()).length > 0))
    for (const { body } of await portal.control.requests()) {
      assert.notEqual(new URLSearchParams(body).get('filter[NAME_SEARCH]'), 'jo')
    }
    await page.close()
  })
})

suite('a failure', () => {
  /** @type {[fault: string, code: string, retryable: boolean, attempts: number][]} */
  const FAULTS = [
    ['Internal error (500)', 'INTERNAL_SERVER_ERROR', true, 1],
    ['HTML error page (500)', 'HTTP_500', true, 4],
    ['Truncated JSON', 'TRUNCATED_RESPONSE', false, 4],
    ['Dropped connection', 'NETWORK', true, 4],
  ]
  test('shows its details and is recoverable', async () => {
    const { page, frame } = await open()
    const failing = frame.getByRole('switch', { name: 'Make the portal fail' })
    const alert = frame.getByRole('alert')
    for (const [fault, code, retryable, attempts] of FAULTS) {
      await frame.getByRole('combobox', { name: 'Fault' }).selectOption(fault)
      await failing.check()
      await alert.getByText(code, { exact: true }).waitFor()
      const facts = await alert.locator('dl').first().innerText()
      assert.equal(facts.match(/Attempts\s+(\d+)/)?.[1], attempts > 1 ? `${attempts}` : undefined)
      assert.ok((await alert.getByRole('heading').innerText()).length > 10)
      assert.equal(
        await alert.getByRole('button', { name: 'Try again' }).count(),
        Number(retryable),
      )
      await failing.uncheck()
      await eventually(async () => assert.match(await summary(frame), /^1–50 of/))
      assert.equal(await alert.isVisible(), false)
    }
    await page.close()
  })

  test('that passes shows the attempts, then the people', async () => {
    /** @type {[fault: string, code: string, attempt: number][]} */
    const PASSING = [
      ['Rate limit, twice', 'QUERY_LIMIT_EXCEEDED', 3],
      ['Bad gateway (502), once', 'NETWORK', 2],
    ]
    const { page, frame } = await open()
    /** @type {string[]} */
    const shown = []
    await page.exposeBinding('report', (_, text) => shown.push(text))
    await frame.evaluate(() => {
      const summary = document.getElementById('summary')
      const { report } = /** @type {{ report?: (text: string) => void }} */ (globalThis)
      new MutationObserver(() => report?.(summary?.textContent ?? '')).observe(
        summary ?? document,
        {
          childList: true,
        },
      )
    })
    const failing = frame.getByRole('switch', { name: 'Make the portal fail' })
    for (const [fault, code, attempt] of PASSING) {
      shown.length = 0
      await frame.getByRole('combobox', { name: 'Fault' }).selectOption(fault)
      await failing.check()
      await eventually(async () => {
        assert.ok(shown.includes(`Attempt ${attempt}, after ${code}…`), shown.join())
        assert.match(shown.at(-1) ?? '', /^1–50 of/)
      })
      await failing.uncheck()
      await eventually(async () => assert.match(await summary(frame), /^1–50 of/))
    }
    await page.close()
  })

  test('can be retried', async () => {
    const { page, frame } = await open()
    await portal.control.fault({ name: 'fatal-html', method: 'user.get' })
    await frame.getByRole('button', { name: 'Next' }).click()
    const again = frame.getByRole('button', { name: 'Try again' })
    await again.waitFor()
    await portal.control.clearFaults()
    await again.click()
    await eventually(async () => assert.match(await summary(frame), /^51–100 of/))
    await page.close()
  })

  test('does not occur for an expired token', async () => {
    const { page, frame } = await open()
    await portal.control.expireTokens()
    await frame.getByRole('button', { name: 'Next' }).click()
    await eventually(async () => assert.match(await summary(frame), /^51–100 of/))
    assert.equal(await frame.getByRole('alert').isVisible(), false)
    await page.close()
  })

  test('explains what to do outside a portal', async () => {
    const page = await openTop('')
    const alert = page.getByRole('alert')
    await alert.getByText('NOT_IN_PORTAL').waitFor()
    assert.match(await alert.innerText(), /portal/)
    await page.close()
  })
})

suite('a narrow screen', () => {
  test('of 360 px shows everything without scrolling sideways', async () => {
    const { page, frame } = await open()
    await page.setViewportSize({ width: 360, height: 740 })
    for (const window of [page, frame]) {
      await eventually(async () => {
        const [content, width] = await window.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement
          return [scrollWidth, clientWidth]
        })
        assert.ok(content <= width && width <= 360, `${content} px in ${width} px`)
      })
    }
    for (const part of [people(frame).first(), frame.getByRole('searchbox')]) {
      const box = await part.boundingBox()
      assert.ok(box && box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box))
    }
    await page.close()
  })
})
