// What the pages of the frameworks show: people in a component, and the first app of the README.

import assert from 'node:assert/strict'

import { openApp } from '../../e2e/harness/app.js'
import { eventually } from '../../e2e/harness/eventually.js'
import { assertHasDeals } from './first-app.js'

/**
 * Opens an app in the frame of the portal and waits until it shows a page of people, and the first app
 * what it shows elsewhere.
 *
 * @param {{ browser: import('playwright-core').Browser, portal: import('../../e2e/harness/portal.js').Portal }} stage
 * @param {string} app its address
 */
export async function openPeople({ browser, portal }, app) {
  const { page, frame } = await openApp(browser, portal, { app })
  const lines = frame.locator('#people li')
  await eventually(async () => assert.equal(await lines.count(), 50, await frame.content()))
  for (const line of await lines.allInnerTexts()) assert.match(line, /^\S+ \S+$/)
  await assertHasDeals(frame)
  return { page, frame }
}
