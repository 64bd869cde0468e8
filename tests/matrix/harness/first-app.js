// The first app of the README, with what other pages add to it: its files, and what it shows.

import assert from 'node:assert/strict'

import { openApp } from '../../e2e/harness/app.js'
import { eventually } from '../../e2e/harness/eventually.js'
import { readBlocks } from '../../e2e/harness/readme.js'

/**
 * Returns the first block of a document under a heading.
 *
 * @param {string} path of the document, relative to the root
 * @param {string} heading
 * @param {string} language
 * @param {RegExp} [content] that the block has
 */
export async function blockOf(path, heading, language, content = /^/) {
  const blocks = await readBlocks(path)
  const isIt = (/** @type {typeof blocks[number]} */ block) =>
    block.heading === heading && block.language === language && content.test(block.code)
  const block = blocks.find(isIt)
  assert.ok(block, `${path} has no ${language} under "${heading}"`)
  return block.code
}

/** What the tests add to an app: they use its `B24`, too. */
const PROBE = '\nObject.assign(globalThis, { B24 })\n'

export const PAGE = await blockOf('README.md', 'With npm', 'html')
export const APP = (await blockOf('README.md', 'With npm', 'ts')) + PROBE
/** Lets Vite's servers respond to the request of a portal page. */
export const VITE_CONFIG = await blockOf('README.md', 'In a portal page', 'js')

/** The same app with the WebAssembly as a file. */
export const SLIM_APP = APP.replace("'b24-wasm'", "'b24-wasm/slim'")
/** The code that names the address of that file. */
export const LOAD_WASM = await blockOf(
  'site/pages/bundlers.md',
  'The WebAssembly as a file',
  'ts',
  /loadWasm/,
)

/**
 * Opens an app in the frame of the portal, waits until it shows deals and people, and loads REST 3.0 in it.
 *
 * @param {{ browser: import('playwright-core').Browser, portal: import('../../e2e/harness/portal.js').Portal }} stage
 * @param {string} app its address
 */
export async function assertShowsDeals({ browser, portal }, app) {
  const { page, frame } = await openApp(browser, portal, { app })
  const lines = frame.locator('#deals li')
  await eventually(async () => assert.equal(await lines.count(), 51, await frame.content()))
  const [count = '', ...deals] = await lines.allInnerTexts()
  assert.match(count, /^50 of \d{2,}$/)
  for (const deal of deals) assert.match(deal, /^.+: \S+ \S+$/)
  assert.equal(typeof (await countDepartments(frame)), 'number')
  await page.close()
}

/**
 * Counts the departments by REST 3.0, whose code is a file of its own.
 *
 * @param {import('playwright-core').Frame} frame of an app whose `B24` is global
 */
export const countDepartments = (frame) =>
  frame.evaluate(async () => {
    const { v3 } = await B24.frame()
    return (await v3.humanresources.node.count()).result.departments
  })
