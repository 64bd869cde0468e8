// The host page says why the app's frame stays blank.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, test } from 'node:test'

import { openStage } from './harness/stage.js'

const { browser, portal } = await openStage()

/**
 * Starts an app's server and returns its address.
 *
 * @param {import('node:http').RequestListener} listener
 */
async function serve(listener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => void server.close())
  const address = server.address()
  assert(address !== null && typeof address === 'object')
  return `http://127.0.0.1:${address.port}/`
}

/**
 * Opens an app and returns the page and the text that says why its frame is blank.
 *
 * @param {string} app
 */
async function reason(app) {
  const page = await browser.newPage()
  await page.goto(`${portal.portal}/?${new URLSearchParams({ app })}`)
  const element = page.locator('#blank')
  await element.waitFor({ state: 'visible', timeout: 10_000 })
  const text = await element.innerText()
  await page.close()
  return text
}

test('a server that has no page for POST', async () => {
  /** @type {string[]} */
  const methods = []
  const app = await serve((request, response) => {
    methods.push(String(request.method))
    response.writeHead(request.method === 'POST' ? 404 : 200, { 'content-type': 'text/html' })
    response.end()
  })
  const text = await reason(app)
  assert.match(text, /^The app's server responded with 404 to POST/)
  for (const fix of ['vite.config.js', 'webpack.config.js', 'cargo xtask demo --app-dir FOLDER']) {
    assert(text.includes(fix), fix)
  }
  assert(methods.every((method) => method === 'POST'))
})

test('no server', async () => {
  const app = await serve(() => {})
  const other = await serve((_request, response) => void response.end())
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const address = closed.address()
  assert(address !== null && typeof address === 'object')
  closed.close()
  await once(closed, 'close')
  assert.match(await reason(`http://127.0.0.1:${address.port}/`), /^No app at .*refused/)
  assert.match(await reason(app), /^No app at .*no response within 3 s/)
  assert.match(await reason(other), /^The app asked nothing within 5 s/)
})

test('an app that sends a command has no such text', async () => {
  const page = await browser.newPage()
  await page.clock.install()
  const app = `${portal.app}/module.html`
  await page.goto(`${portal.portal}/?${new URLSearchParams({ app })}`)
  await page.locator('#log li').first().waitFor()
  await page.clock.fastForward(10_000)
  assert.equal(await page.locator('#blank').isVisible(), false)
  await page.close()
})

test('a late command removes the text', async () => {
  const app = await serve((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><button onclick="
      parent.postMessage('getInterface::1:' + window.name.split('|')[2], '*')
    ">Ask</button>`)
  })
  const page = await browser.newPage()
  await page.goto(`${portal.portal}/?${new URLSearchParams({ app })}`)
  await page.locator('#blank').waitFor({ state: 'visible', timeout: 10_000 })
  await page.frameLocator('iframe').getByRole('button').click()
  await page.locator('#blank').waitFor({ state: 'hidden', timeout: 5_000 })
  await page.close()
})
