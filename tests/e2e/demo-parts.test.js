// The demo's other parts: departments, messenger, whole company.

import assert from 'node:assert/strict'
import { afterEach, suite, test } from 'node:test'

import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

/** @typedef {import('playwright-core').Frame} Frame */

const { portal, openFrame } = await openStage({ users: 1000, folder: 'www' })

afterEach(() => portal.control.reset())

/**
 * Opens the demo at one of its parts. The demo removes earlier faults when it starts.
 *
 * @param {string} part
 * @param {import('./harness/control.js').Fault} [fault] active once the part is shown
 */
async function open(part, fault) {
  await portal.control.settings({ bucket: { enabled: false } })
  const { page, frame } = await openFrame('')
  await eventually(async () => assert.match(await frame.getByRole('status').innerText(), /^1–50/))
  await portal.control.clear()
  if (fault) await portal.control.fault(fault)
  await frame.getByRole('tab', { name: part }).click()
  const panel = frame.getByRole('tabpanel', { name: part })
  await panel.waitFor()
  return { page, frame, panel }
}

/** Returns the names in a list. */
const names = (/** @type {import('playwright-core').Locator} */ list) =>
  list.getByRole('listitem').locator('b').allInnerTexts()

suite('departments', () => {
  test('are a tree with employees, the head first', async () => {
    const { page, panel } = await open('Departments')
    const staff = panel.locator('.staff').first()
    await staff.getByRole('list').waitFor()
    assert.match(await staff.getByRole('listitem').first().innerText(), /William Johnson\s*Head/)
    assert.equal(await panel.locator('summary').count(), 50)
    const before = (await portal.control.requests()).length
    await panel.locator('summary').nth(1).click()
    await panel.locator('.staff').nth(1).getByRole('list').waitFor()
    assert.equal((await portal.control.requests()).length, before + 1, 'one request a department')
    await page.close()
  })

  test('wait for the rate limit', async () => {
    const { page, panel } = await open('Departments', {
      name: 'error',
      code: 'QUERY_LIMIT_EXCEEDED',
      method: 'im.department.employees.get',
      times: 1,
    })
    await panel.locator('.staff').first().getByRole('list').waitFor()
    const statuses = (await portal.control.requests()).map(({ status }) => status)
    assert.deepEqual(statuses, [200, 503, 200])
    await page.close()
  })

  test('show the error of one department and keep the tree', async () => {
    const { page, panel } = await open('Departments', {
      name: 'error',
      code: 'INTERNAL_SERVER_ERROR',
      method: 'im.department.employees.get',
    })
    await panel.getByText('The portal rejected the call').waitFor()
    assert.equal(await panel.locator('li > details > summary').count(), 50)
    await portal.control.clearFaults()
    await panel.getByRole('button', { name: 'Try again' }).click()
    await panel.locator('.staff').first().getByRole('list').waitFor()
    await page.close()
  })

  test('show the error of the tree', async () => {
    const fault = { name: 'error', code: 'ACCESS_DENIED', method: 'department.get' }
    const { page, panel } = await open('Departments', fault)
    await panel.getByText('This is not allowed here').waitFor()
    await page.close()
  })
})

suite('messenger', () => {
  test('finds people, departments and chats with one request', async () => {
    const { page, panel } = await open('Messenger')
    await panel.getByRole('searchbox').fill('sales')
    const people = panel.getByRole('region', { name: 'People' })
    await people.waitFor()
    assert.ok((await names(people)).length > 0)
    for (const name of ['Departments', 'Chats']) {
      assert.match((await names(panel.getByRole('region', { name }))).join(), /Sales/)
    }
    assert.equal((await portal.control.requests()).length, 1)
    await page.close()
  })

  test('shows the results of other searches if one fails', async () => {
    const { page, panel } = await open('Messenger', {
      name: 'error',
      code: 'ACCESS_DENIED',
      description: 'Not for you',
      method: 'im.search.department.list',
    })
    await panel.getByRole('searchbox').fill('sales')
    await panel.getByRole('region', { name: 'Departments' }).getByText('Not for you').waitFor()
    assert.ok((await names(panel.getByRole('region', { name: 'People' }))).length > 0)
    await page.close()
  })

  test('explains a short phrase and finds nothing for an empty one', async () => {
    const { page, panel } = await open('Messenger')
    const people = panel.getByRole('region', { name: 'People' })
    const hint = panel.getByText('Enter at least 3 letters.')
    await panel.getByRole('searchbox').fill('sales')
    await people.waitFor()
    await panel.getByRole('searchbox').fill('sa')
    await hint.waitFor()
    assert.equal(await people.count(), 0)
    await panel.getByRole('searchbox').fill('')
    await eventually(async () => assert.equal(await hint.count(), 0))
    await page.close()
  })
})

suite('whole company', () => {
  test('takes two requests, shows progress and limits the rows shown', async () => {
    const { page, panel } = await open('Whole company')
    await panel.getByRole('button', { name: 'Read everybody' }).click()
    await panel.getByText(/That is everybody/).waitFor()
    assert.match(await panel.innerText(), /(\d+) of \1 people, 2 requests/)
    assert.equal(await panel.getByRole('listitem').count(), 200)
    const bar = panel.getByRole('progressbar')
    const [value, most] = await bar.evaluate((bar) => {
      const { value, max } = /** @type {HTMLProgressElement} */ (bar)
      return [value, max]
    })
    assert.equal(value, most)
    assert.equal((await portal.control.requests()).length, 2)
    await page.close()
  })

  test('stops and resumes', async () => {
    const { page, panel } = await open('Whole company')
    await portal.control.fault({ name: 'never', skip: 1, times: 1 })
    await panel.getByRole('button', { name: 'Read everybody' }).click()
    await panel.getByText(/^50 of/).waitFor()
    await panel.getByRole('button', { name: 'Stop' }).click()
    await panel.getByText('Stopped.').waitFor()
    await panel.getByRole('button', { name: 'Continue' }).click()
    await panel.getByText(/That is everybody/).waitFor()
    assert.match(await panel.innerText(), /(\d+) of \1 people/)
    await page.close()
  })

  test('fails, keeps the received rows and resumes', async () => {
    const { page, panel } = await open('Whole company')
    await portal.control.fault({
      name: 'error',
      code: 'ACCESS_DENIED',
      method: 'user.get',
      skip: 3,
    })
    await panel.getByRole('button', { name: 'Read everybody' }).click()
    await panel.getByText('This is not allowed here').waitFor()
    assert.match(await panel.innerText(), /150 of \d+ people/)
    await portal.control.clearFaults()
    await panel.getByRole('button', { name: 'Continue' }).click()
    await panel.getByText(/That is everybody/).waitFor()
    assert.match(await panel.innerText(), /(\d+) of \1 people/)
    await page.close()
  })
})

test('only an emulator can be made busy', async () => {
  const { page, panel } = await open('Load')
  await panel.getByRole('button', { name: 'Send' }).waitFor()
  assert.equal(await panel.getByRole('switch').count(), 0)
  await page.close()
})
