// The emulator is protected from pages of other origins in the same browser.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { after, suite, test } from 'node:test'

import { openPage } from './harness/app.js'
import { openStage } from './harness/stage.js'

const { browser, portal, openFrame } = await openStage({ users: 60 })

/** A server of another origin on this machine. */
const stranger = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>Stranger</title>')
})
stranger.listen(0, '127.0.0.1')
await once(stranger, 'listening')
after(() => stranger.close())
const address = /** @type {import('node:net').AddressInfo} */ (stranger.address())
const foreignOrigins = [`http://127.0.0.1:${address.port}`, `http://localhost:${address.port}`]

/**
 * Sends a request from a page, and returns what the page can read.
 *
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page
 * @param {string} path
 * @param {{ method?: string, mode?: RequestMode, body?: string }} [init]
 * @returns {Promise<string>}
 */
function request(page, path, init = {}) {
  return page.evaluate(
    ([url, init]) =>
      fetch(url, init).then(
        async (response) => `${response.type} ${response.status} ${await response.text()}`,
        (error) => error.name,
      ),
    /** @type {const} */ ([`${portal.portal}${path}`, init]),
  )
}

for (const origin of foreignOrigins) {
  suite(`a page at ${new URL(origin).hostname}, another port`, () => {
    test('cannot read the control address or get a token', async () => {
      const page = await openPage(browser, origin)
      for (const path of ['/control/requests', '/control/settings', '/control/company']) {
        assert.equal(await request(page, path), 'TypeError', path)
        // Without CORS the page can read nothing.
        assert.equal(await request(page, path, { mode: 'no-cors' }), 'TypeError', path)
      }
      for (const path of ['/control/token', '/host/token']) {
        const body = '{}'
        assert.equal(await request(page, path, { method: 'POST', body }), 'TypeError', path)
      }
      await page.close()
    })

    test('cannot change anything, even without a preflight', async () => {
      const { access_token } = await portal.control.token()
      await portal.control.clear()
      const before = await portal.control.settings()
      const page = await openPage(browser, origin)
      for (const [path, body] of [
        ['/control/reset', ''],
        ['/control/expire-tokens', ''],
        ['/control/faults', '{"name":"drop"}'],
        ['/control/company', '{"hire":500}'],
        ['/host/app', '{"change":"app-option","name":"a","value":"b"}'],
      ]) {
        await request(page, String(path), { method: 'POST', mode: 'no-cors', body: String(body) })
        // Forms are not restricted by CORS.
        await page.evaluate((action) => {
          const frame = Object.assign(document.createElement('iframe'), { name: 'target' })
          const form = document.createElement('form')
          Object.assign(form, { action, method: 'post', target: 'target', enctype: 'text/plain' })
          const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
          document.documentElement.append(frame, form)
          form.submit()
          return loaded.then(() => frame.remove())
        }, `${portal.portal}${path}`)
      }
      for (const method of ['PATCH', 'DELETE']) {
        const outcome = await request(page, '/control/requests', { method, body: '{}' })
        assert.equal(outcome, 'TypeError')
      }
      assert.deepEqual(await portal.control.settings(), before)
      assert.ok((await portal.control.company()).ids.length < 500)
      const profile = await request(page, `/rest/profile?auth=${access_token}`)
      assert.match(profile, /^cors 200 \{"result":\{"ID":"1"/)
      const records = await portal.control.requests()
      assert.deepEqual([...new Set(records.map(({ path }) => path))], ['/rest/profile'])
      await page.close()
      const opened = await openFrame('module.html')
      const options = await opened.frame.evaluate(
        async () => (await sdk.B24.frame()).frame.options.app.get('a') ?? null,
      )
      assert.equal(options, null)
      await opened.page.close()
    })

    test('cannot embed the portal page', async () => {
      const page = await openPage(browser, origin)
      const complaint = page.waitForEvent('console', (message) =>
        message.text().includes('frame-ancestors'),
      )
      await page.evaluate((src) => {
        document.documentElement.append(Object.assign(document.createElement('iframe'), { src }))
      }, portal.portal)
      assert.equal((await complaint).type(), 'error')
      await page.close()
    })
  })
}

test('a page of another site cannot open a foreign app', async () => {
  const page = await openPage(browser, String(foreignOrigins[0]))
  const url = `${portal.portal}/?app=${encodeURIComponent('https://stranger.example/')}`
  const [response] = await Promise.all([
    page.waitForResponse((response) => response.url() === url),
    page.evaluate((url) => void (location.href = url), url),
  ])
  assert.equal(response.status(), 403)
  assert.match(await response.text(), /stranger\.example.*\n.*--app/)
  await page.close()
})

test('rejects a javascript: address of an app', async () => {
  const page = await browser.newPage()
  const script = 'javascript:parent.document.title="taken"//http://'
  const response = await page.goto(`${portal.portal}/?app=${encodeURIComponent(script)}`)
  assert.equal(response?.status(), 400)
  assert.equal(await page.locator('iframe').count(), 0)
  assert.notEqual(await page.title(), 'taken')
  await page.close()
})

test('the portal page refreshes the token of its app', async () => {
  const { page, frame } = await openFrame('module.html')
  const id = await frame.evaluate(async () => {
    const b24 = await sdk.B24.frame()
    globalThis.b24 = b24
    return (await b24.user.current()).result.ID
  })
  await portal.control.expireTokens()
  assert.equal(await frame.evaluate(async () => (await b24.user.current()).result.ID), id)
  await page.close()
})
