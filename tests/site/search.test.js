// The search of the built site: a reader types a word, and opens a hit. The index is one of the site's files.

import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { launchBrowser } from '../e2e/harness/browser.js'
import { base, serve } from './harness.js'

const site = await serve()
after(() => site.stop())
const browser = await launchBrowser()
after(() => browser.close())

test('a word leads to a section that has it, without another server', async () => {
  const page = await browser.newPage()
  /** @type {string[]} */
  const requested = []
  page.on('request', (request) => requested.push(request.url()))
  await page.goto(`${site.origin}${base}`)
  // Before, a click has no effect.
  await page.waitForFunction(() => '__vue_app__' in Object(document.querySelector('#app')))
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('searchbox').fill('messenger')

  const hit = page.getByRole('option').first()
  const link = hit.getByRole('link')
  const address = new URL((await link.getAttribute('href')) ?? '', site.origin)
  const title = await link.locator('.title').last().innerText()
  await link.click()
  await page.waitForURL(address.href)

  const heading = page.locator(`[id="${decodeURIComponent(address.hash.slice(1))}"]`)
  assert.ok((await heading.innerText()).includes(title), title)
  assert.match(await page.getByRole('main').innerText(), /messenger/i)
  assert.deepEqual(
    requested.filter((url) => !url.startsWith(`${site.origin}${base}`)),
    [],
  )
})
