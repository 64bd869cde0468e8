// The deals part of the demo: the board, the moves, the opened deal, and a conflict of two changes.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { afterEach, suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { packageFolder } from './harness/paths.js'
import { openStage } from './harness/stage.js'

/** @typedef {import('playwright-core').Locator} Locator */

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
/** @type {typeof import('b24-wasm/helpers')} */
const { Currencies } = await import(resolve(packageFolder, 'dist/helpers.js'))

const { portal, openFrame } = await openStage({
  users: 100,
  folder: 'www',
  args: ['--control-app'],
})
const b24 = await B24.webhook(portal.webhook)
const currencies = await Currencies.load(b24)

afterEach(() => portal.control.reset())

/** Opens the demo at the deals. The demo removes earlier faults when it starts. */
async function open() {
  await portal.control.settings({ bucket: { enabled: false } })
  const { page, frame } = await openFrame('')
  /** @type {string[]} */
  const messages = []
  page.on('console', (message) => messages.push(message.text()))
  page.on('pageerror', (error) => messages.push(String(error)))
  await eventually(async () => assert.match(await frame.getByRole('status').innerText(), /^1–50/))
  await portal.control.clear()
  await frame.getByRole('tab', { name: 'Deals' }).click()
  const panel = frame.getByRole('tabpanel', { name: 'Deals' })
  const board = panel.getByRole('group', { name: 'Board' })
  await board.locator('.deal').first().waitFor()
  /** @param {string} name */
  const stage = (name) => board.getByRole('region', { name, exact: true })
  /** @param {Locator} column */
  const count = async (column) => Number(await column.locator('h3 span').innerText())
  /** Opens the form of a deal. @param {Locator} card */
  const openDeal = async (card) => {
    await card.locator('.deal-title').click()
    await panel.getByRole('button', { name: 'Save' }).waitFor()
    return Number(await card.getAttribute('data-id'))
  }
  /** Moves a deal by its menu, with keys. @param {Locator} card @param {string} to */
  const move = async (card, to) => {
    await card.getByRole('button', { name: 'Move' }).press('Enter')
    const menu = panel.getByRole('group', { name: /^Move .+ to$/ })
    await menu.getByRole('button', { name: to }).press('Enter')
  }
  return { page, frame, panel, board, stage, count, openDeal, move, messages }
}

/** Returns a deal as the portal has it. @param {number} id */
const dealOf = async (id) => (await b24.crm.deal.get({ id })).result

/** Returns all deals of a stage, the newest first. @param {string} STAGE_ID */
async function dealsOf(STAGE_ID) {
  const filter = { CATEGORY_ID: 0, STAGE_ID }
  return (await b24.list('crm.deal.list', { filter }).toArray()).reverse()
}

suite('the board', () => {
  test('shows the stages with their sums by currency, and who is responsible', async () => {
    const { page, board, stage, count, messages } = await open()
    const ENTITY_ID = 'DEAL_STAGE'
    const { result: stages } = await b24.crm.status.list({ filter: { ENTITY_ID } })
    assert.equal(await board.locator('h3').count(), stages.length)
    for (const { NAME, STATUS_ID } of stages) {
      const deals = await dealsOf(STATUS_ID)
      assert.equal(await count(stage(NAME)), deals.length, NAME)
      const codes = [...new Set(deals.map((deal) => String(deal['CURRENCY_ID'])))].sort()
      const sums = codes.map((code) => {
        const same = deals.filter((deal) => deal['CURRENCY_ID'] === code)
        const sum = same.reduce((sum, { OPPORTUNITY }) => sum + Number(OPPORTUNITY), 0)
        return currencies.format(sum, code, 'en-GB')
      })
      assert.deepEqual(await stage(NAME).locator('.sums li').allInnerTexts(), sums, NAME)
    }
    const [newest] = await dealsOf('NEW')
    const { result: person } = await b24.im.user.get({ ID: Number(newest?.ASSIGNED_BY_ID) })
    const card = await stage('New').locator('.deal').first().innerText()
    assert.ok(card.includes(newest?.TITLE ?? '-') && card.includes(person.name ?? '-'), card)
    assert.deepEqual(messages, [])
    await page.close()
  })

  test('needs few requests', async () => {
    const { page } = await open()
    const methods = (await portal.control.requests()).map(({ path }) => path.split('/').at(-1))
    const crm = ['crm.category.list', 'crm.currency.list', 'crm.deal.list', 'crm.status.list']
    // The rest of the list is one batch.
    assert.deepEqual(methods.sort(), ['batch', ...crm, 'im.user.list.get'])
    await page.close()
  })

  test('shows another pipeline', async () => {
    const { page, panel, board } = await open()
    await panel.getByRole('combobox', { name: 'Pipeline' }).selectOption('Renewals')
    await board.getByRole('region', { name: 'Negotiation' }).waitFor()
    const { result } = await b24.crm.category.list({ entityTypeId: 2 })
    const [, renewals] = result.categories
    const filter = { CATEGORY_ID: Number(renewals?.id) }
    const deals = await b24.list('crm.deal.list', { filter }).toArray()
    await panel.getByText(new RegExp(`^${deals.length} deals, read in \\d requests?\\.$`)).waitFor()
    await page.close()
  })

  test('fits a screen of 360 px', async () => {
    const { page, frame, stage, openDeal } = await open()
    await page.setViewportSize({ width: 360, height: 740 })
    await openDeal(stage('New').locator('.deal').first())
    const [content, width] = await frame.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return [scrollWidth, clientWidth]
    })
    assert.ok(content <= width && width <= 360, `${content} px in ${width} px`)
    await page.close()
  })
})

suite('a move', () => {
  test('by dragging changes the stage, the sums and the funnel', async () => {
    const { page, panel, stage, count, messages } = await open()
    // The whole board is visible: a scroll between press and move would drag another card.
    await page.setViewportSize({ width: 1280, height: 1100 })
    const [from, to] = [stage('New'), stage('Prepayment invoice')]
    const [left, right] = [await count(from), await count(to)]
    const reached = panel.getByRole('list', { name: 'Funnel' }).getByRole('listitem').nth(2)
    const inFunnel = await reached.locator('b').innerText()
    const sums = await to.locator('.sums').innerText()
    const card = from.locator('.deal').first()
    const id = Number(await card.getAttribute('data-id'))
    await card.dragTo(to.locator('h3'))
    await eventually(async () =>
      assert.equal((await dealOf(id)).STAGE_ID, 'PREPAYMENT_INVOICE', 'the portal has it'),
    )
    assert.deepEqual([await count(from), await count(to)], [left - 1, right + 1])
    assert.equal(await to.locator(`[data-id="${id}"]`).count(), 1)
    assert.notEqual(await to.locator('.sums').innerText(), sums)
    assert.equal(Number(await reached.locator('b').innerText()), Number(inFunnel) + 1)
    assert.deepEqual(messages, [])
    await page.close()
  })

  test('by keys keeps the focus at the deal', async () => {
    const { page, stage, messages } = await open()
    const card = stage('New').locator('.deal').first()
    const id = Number(await card.getAttribute('data-id'))
    await card.getByRole('button', { name: 'Move' }).focus()
    for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) {
      await page.keyboard.press(key)
    }
    await eventually(async () => assert.equal((await dealOf(id)).STAGE_ID, 'EXECUTING'))
    const moved = stage('In progress').locator(`[data-id="${id}"]`)
    const button = moved.getByRole('button', { name: 'Move' })
    assert.ok(await button.evaluate((element) => element === document.activeElement))
    assert.deepEqual(messages, [])
    await page.close()
  })

  test('that the portal refuses is undone, and shows why', async () => {
    const { page, panel, stage, move } = await open()
    await portal.control.fault({ name: 'error', code: 'ACCESS_DENIED', method: 'crm.deal.update' })
    const card = stage('New').locator('.deal').first()
    const id = await card.getAttribute('data-id')
    await move(card, 'In progress')
    await panel.getByRole('alert').getByText('ACCESS_DENIED', { exact: true }).waitFor()
    assert.equal(await stage('New').locator(`[data-id="${id}"]`).count(), 1)
    assert.equal((await dealOf(Number(id))).STAGE_ID, 'NEW')
    await page.close()
  })

  test('stays if only the deal cannot be read after it', async () => {
    const { page, panel, stage, move } = await open()
    const fault = { name: 'error', code: 'ACCESS_DENIED', method: 'crm.deal.get', times: 1 }
    await portal.control.fault(fault)
    const card = stage('New').locator('.deal').first()
    const id = await card.getAttribute('data-id')
    await move(card, 'In progress')
    await panel.getByRole('alert').getByText('ACCESS_DENIED', { exact: true }).waitFor()
    assert.equal((await dealOf(Number(id))).STAGE_ID, 'EXECUTING')
    assert.equal(await stage('In progress').locator(`[data-id="${id}"]`).count(), 1)
    await page.close()
  })
})

suite('an opened deal', () => {
  test('shows its product rows', async () => {
    const { page, panel, board, openDeal, messages } = await open()
    const filter = { CATEGORY_ID: 0, IS_MANUAL_OPPORTUNITY: 'N', STAGE_ID: 'NEW' }
    const [deal] = (await b24.list('crm.deal.list', { filter }).toArray()).reverse()
    await openDeal(board.locator(`[data-id="${deal?.ID}"]`))
    const { result: rows } = await b24.crm.deal.productrows.get({ id: Number(deal?.ID) })
    assert.ok(rows.length > 0)
    const items = panel.getByRole('list', { name: 'Products' }).getByRole('listitem')
    const names = await items.locator('span:first-child').allInnerTexts()
    assert.deepEqual(
      names,
      rows.map(({ PRODUCT_NAME }) => PRODUCT_NAME),
    )
    const code = String(deal?.['CURRENCY_ID'])
    const totals = rows.map((row) => currencies.format(row.PRICE * row.QUANTITY, code, 'en-GB'))
    assert.deepEqual(await items.locator('b').allInnerTexts(), totals)
    assert.deepEqual(messages, [])
    await page.close()
  })

  test('is saved, also after a move in this page', async () => {
    const { page, panel, stage, openDeal, move, messages } = await open()
    const id = await openDeal(stage('New').locator('.deal').first())
    const card = panel.locator(`[data-id="${id}"]`)
    await move(card, 'In progress')
    await eventually(async () => assert.equal((await dealOf(id)).STAGE_ID, 'EXECUTING'))
    await panel.getByRole('textbox', { name: 'Title' }).fill('Another title')
    await panel.getByRole('spinbutton', { name: 'Amount' }).fill('1234.5')
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('Saved.', { exact: true }).waitFor()
    const { TITLE, OPPORTUNITY } = await dealOf(id)
    assert.deepEqual([TITLE, OPPORTUNITY], ['Another title', '1234.50'])
    assert.match(await card.innerText(), /^Another title\s[^\d]*1,234\.50/)
    assert.deepEqual(messages, [])
    await page.close()
  })
})

suite('a change by another person', () => {
  /** Opens a deal, changes its title in the form and its values elsewhere, and saves. */
  async function conflict() {
    const stage = await open()
    const id = await stage.openDeal(stage.stage('New').locator('.deal').first())
    await stage.panel.getByRole('textbox', { name: 'Title' }).fill('My title')
    await b24.crm.deal.update({ id, fields: { TITLE: 'Their title', OPPORTUNITY: 77 } })
    await stage.panel.getByRole('button', { name: 'Save' }).click()
    const alert = stage.panel.getByRole('alert').filter({ hasText: 'changed this deal' })
    await alert.waitFor()
    return { ...stage, id, alert }
  }

  test('is shown with both values, and nothing is written', async () => {
    const { page, id, alert, messages } = await conflict()
    const { result: person } = await b24.user.current()
    assert.ok((await alert.innerText()).startsWith(`${person.NAME} ${person.LAST_NAME} changed`))
    assert.match(await alert.getByRole('region', { name: 'Mine' }).innerText(), /My title/)
    assert.match(await alert.getByRole('region', { name: 'Theirs' }).innerText(), /Their title/)
    assert.equal((await dealOf(id)).TITLE, 'Their title')
    assert.deepEqual(messages, [])
    await page.close()
  })

  test('gives way to mine, but keeps what I have not changed', async () => {
    const { page, panel, id, alert, messages } = await conflict()
    await alert.getByRole('button', { name: 'Keep mine' }).click()
    await panel.getByText('Saved.', { exact: true }).waitFor()
    const { TITLE, OPPORTUNITY } = await dealOf(id)
    assert.deepEqual([TITLE, OPPORTUNITY], ['My title', '77.00'])
    assert.deepEqual(messages, [])
    await page.close()
  })

  test('is a conflict again if it is a third one', async () => {
    const { page, panel, id, alert } = await conflict()
    await b24.crm.deal.update({ id, fields: { TITLE: 'The third title' } })
    await alert.getByRole('button', { name: 'Keep mine' }).click()
    await panel.getByRole('region', { name: 'Theirs' }).getByText('The third title').waitFor()
    assert.equal((await dealOf(id)).TITLE, 'The third title')
    await page.close()
  })

  test('is noticed by its time alone', async () => {
    const { page, panel, stage, openDeal } = await open()
    const id = await openDeal(stage('New').locator('.deal').first())
    await panel.getByRole('textbox', { name: 'Title' }).fill('My title')
    await b24.crm.deal.update({ id, fields: { COMMENTS: 'Theirs' } })
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByRole('button', { name: 'Keep mine' }).waitFor()
    assert.notEqual((await dealOf(id)).TITLE, 'My title')
    await page.close()
  })

  test('is taken into the form and the board', async () => {
    const { page, panel, board, id, alert, messages } = await conflict()
    await alert.getByRole('button', { name: 'Take theirs' }).click()
    await board.locator(`[data-id="${id}"]`).getByText('Their title').waitFor()
    assert.equal(await panel.getByRole('textbox', { name: 'Title' }).inputValue(), 'Their title')
    assert.equal(await panel.getByRole('spinbutton', { name: 'Amount' }).inputValue(), '77')
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('Nothing to save.').waitFor()
    assert.deepEqual(messages, [])
    await page.close()
  })
})
