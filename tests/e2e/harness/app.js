// Opens an app in the frame of the emulated portal, or outside it.

import { logPage } from './log.js'

/** The timeout of a test's actions on a page, in milliseconds. */
const ACTION_TIMEOUT = 10_000

/**
 * Opens the portal page in a new tab and waits until the app in its frame has loaded.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('./portal.js').Portal} portal
 * @param {object} [options]
 * @param {string} [options.app] address of the app; by default the portal's choice
 * @param {Record<string, string>} [options.query] additional parameters of the portal page
 * @returns {Promise<{ page: import('playwright-core').Page, frame: import('playwright-core').Frame }>}
 */
export async function openApp(browser, portal, { app, query = {} } = {}) {
  const address = new URL(portal.portal)
  for (const [name, value] of Object.entries({ ...(app && { app }), ...query })) {
    address.searchParams.set(name, value)
  }
  const page = await openPage(browser, address.href)
  // The portal names an app's frame HOST|PROTOCOL|SID.
  const element = await page.waitForSelector('iframe[name*="|"]')
  const frame = await element.contentFrame()
  if (frame === null) {
    throw new Error('the portal page has no app frame')
  }
  await frame.waitForURL((url) => url.protocol.startsWith('http'), { waitUntil: 'load' })
  return { page, frame }
}

/**
 * Opens an address in a new tab.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} address
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function openPage(browser, address) {
  const page = await browser.newPage()
  page.setDefaultTimeout(ACTION_TIMEOUT)
  logPage(page)
  await page.goto(address)
  return page
}
