// The host page shows why the app's frame stays blank.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'

import { root } from './harness/paths.js'
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
 * Opens an app until the page shows why its frame is blank.
 *
 * @param {string} app
 */
async function open(app) {
  const page = await browser.newPage()
  const address = `${portal.portal}/?${new URLSearchParams({ app })}`
  // An app that sends no response keeps the page from loading to its end.
  await page.goto(address, { waitUntil: 'domcontentloaded' })
  await page.locator('#blank').waitFor({ state: 'visible', timeout: 10_000 })
  return page
}

/**
 * Opens an app and returns why its frame is blank.
 *
 * @param {string} app
 */
async function reason(app) {
  const page = await open(app)
  const text = await page.locator('#blank').innerText()
  await page.close()
  return text
}

const noPost = await serve((request, response) => {
  response.writeHead(request.method === 'POST' ? 404 : 200, { 'content-type': 'text/html' })
  response.end()
})

test('a server that has no page for POST', async () => {
  const text = await reason(noPost)
  assert.match(text, /^The app's server responded with 404 to POST/)
  for (const fix of ['vite.config.js', 'webpack.config.js', 'cargo xtask demo --app-dir FOLDER']) {
    assert(text.includes(fix), fix)
  }
})

test('the shown configuration makes Vite respond to POST', async () => {
  const page = await open(noPost)
  const config = await page.locator('#blank dd').first().innerText()
  await page.close()
  const folder = await mkdtemp(join(root, 'target/vite-'))
  after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'index.html'), '<!doctype html><p>Hello</p>')
  const configFile = join(folder, 'vite.config.js')
  await writeFile(configFile, config)
  const { createServer } = await import('vite')
  for (const [config, status] of /** @type {const} */ ([
    [false, 404],
    [configFile, 200],
  ])) {
    const server = await createServer({
      root: folder,
      configFile: config,
      logLevel: 'silent',
      server: { port: 0, host: '127.0.0.1' },
    })
    await server.listen()
    const address = server.httpServer?.address()
    assert(address !== null && typeof address === 'object')
    const app = `http://127.0.0.1:${address.port}/?DOMAIN=example.com`
    const response = await fetch(app, { method: 'POST', body: 'AUTH_ID=secret' })
    assert.equal(response.status, status)
    await server.close()
  }
})

// As webpack-dev-server itself does: the first middleware sees a request before all others.
test('the shown configuration makes webpack-dev-server treat POST as GET', async () => {
  const page = await open(noPost)
  const text = await page.locator('#blank dd').nth(1).innerText()
  await page.close()
  const module = `data:text/javascript,${encodeURIComponent(`export default { ${text} }`)}`
  const { devServer } = (await import(module)).default
  const [postAsGet, ...others] = devServer.setupMiddlewares(['others'])
  assert.deepEqual(others, ['others'])
  const app = await serve((request, response) => {
    postAsGet(request, response, () => void response.end(request.method))
  })
  for (const [method, seen] of /** @type {const} */ ([
    ['POST', 'GET'],
    ['GET', 'GET'],
    ['PUT', 'PUT'],
  ])) {
    assert.equal(await (await fetch(app, { method })).text(), seen)
  }
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
  const app = await serve((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><script>
      parent.postMessage('getInterface::1:' + window.name.split('|')[2], '*')
    </script>`)
  })
  const page = await browser.newPage()
  await page.clock.install()
  const address = `${portal.portal}/?${new URLSearchParams({ app })}`
  // An app that sends no response keeps the page from loading to its end.
  await page.goto(address, { waitUntil: 'domcontentloaded' })
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
  const page = await open(app)
  await page.frameLocator('iframe').getByRole('button').click()
  await page.locator('#blank').waitFor({ state: 'hidden', timeout: 5_000 })
  await page.close()
})
