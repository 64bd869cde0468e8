// The first app of the README: its files, and what it shows.

import assert from 'node:assert/strict'

import { openApp } from '../../e2e/harness/app.js'
import { eventually } from '../../e2e/harness/eventually.js'
import { readBlocks } from '../../e2e/harness/readme.js'

const blocks = await readBlocks('README.md')

/**
 * Returns the first block of the README under a heading.
 *
 * @param {string} heading
 * @param {string} language
 * @param {RegExp} [content] that the block has
 */
export function blockOf(heading, language, content = /^/) {
  const isIt = (/** @type {typeof blocks[number]} */ block) =>
    block.heading === heading && block.language === language && content.test(block.code)
  const block = blocks.find(isIt)
  assert.ok(block, `the README has no ${language} under "${heading}"`)
  return block.code
}

/** What the tests add to an app: they use its `B24`, too. */
const PROBE = '\nObject.assign(globalThis, { B24 })\n'

export const PAGE = blockOf('With npm', 'html')
export const APP = blockOf('With npm', 'ts') + PROBE
/** Lets Vite's servers respond to the request of a portal page. */
export const VITE_CONFIG = blockOf('In a portal page', 'js')

/** The same app with the WebAssembly as a file. */
export const SLIM_APP = APP.replace("'b24-wasm'", "'b24-wasm/slim'")
/** The code that names the address of that file. */
export const LOAD_WASM = blockOf('With the WebAssembly as a file', 'ts', /loadWasm/)

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
