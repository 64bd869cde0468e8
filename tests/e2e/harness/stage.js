// Starts a portal and a browser for the tests of one file.

import { after } from 'node:test'

import { openApp, openPage } from './app.js'
import { launchBrowser } from './browser.js'
import { engine } from './engines/engine.js'
import { packageFolder, root } from './paths.js'
import { startPortal } from './portal.js'

/**
 * @typedef {object} Stage
 * @property {import('playwright-core').Browser} browser
 * @property {import('./portal.js').Portal} portal
 * @property {(page: string, query?: Record<string, string>) => ReturnType<typeof openApp>} openFrame
 * opens a page of the app's folder in the portal's frame
 * @property {(page: string) => Promise<import('playwright-core').Page>} openTop
 * opens a page of the app's folder outside the portal
 * @property {() => Promise<import('playwright-core').Page>} openWebhook
 * opens the module's page outside the portal, with a webhook client in its global `b24`
 */

/**
 * Starts both, and stops them after the tests of the file. The portal serves the app's folder and, at
 * `/pkg`, the files of the packed package. It has no rate limit.
 *
 * @param {object} [options]
 * @param {number} [options.users] of the portal
 * @param {string} [options.folder] of the app, relative to the root
 * @param {string[]} [options.args] additional arguments of the portal
 * @param {import('playwright-core').Browser} [options.browser] a running browser to use
 * @param {boolean} [options.oneContext] whether all pages of the stage share storage, cache and processes, so
 * that opening one takes half the time; by default they do. Tests that use two pages at a time need `false`: a
 * tab behind another one has no animation frames
 * @returns {Promise<Stage>}
 */
export async function openStage({
  users,
  folder = 'tests/e2e/pages',
  args = [],
  browser,
  oneContext = true,
} = {}) {
  const served = ['--app-dir', `${root}${folder}`, '--mount', `/pkg=${packageFolder}/dist`]
  const portal = await startPortal({ users, args: [...served, ...args] })
  after(() => portal.stop())
  const running = browser ?? (await launchBrowser())
  if (browser === undefined) after(() => running.close())
  // A context opens pages as a browser does, which gives each its own context. Other engines have only one.
  const isShared = oneContext && engine === 'chromium'
  const opener = isShared ? /** @type {any} */ (await running.newContext()) : running
  await portal.control.settings({ bucket: { enabled: false } })
  return {
    browser: running,
    portal,
    openFrame: (page, query) => openApp(opener, portal, { app: `${portal.app}/${page}`, query }),
    openTop: (page) => openPage(opener, `${portal.app}/${page}`),
    async openWebhook() {
      const page = await openPage(opener, `${portal.app}/module.html`)
      await page.evaluate(async (webhook) => {
        globalThis.b24 = await sdk.B24.webhook(webhook)
      }, portal.webhook)
      return page
    },
  }
}
