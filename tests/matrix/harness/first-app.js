// The first app of the README, copied without a change, what other pages add to it, and what it shows.

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

export const PAGE = await blockOf('README.md', 'With npm', 'html')
export const APP = await blockOf('README.md', 'With npm', 'ts')
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

/** The script of the page. */
const SCRIPT = '<script type="module" src="/src/main.ts"></script>\n'
assert.ok(PAGE.endsWith(SCRIPT), 'the page of the README ends with its script')
/** The page with a script more, the tests' own module. */
export const PAGE_WITH_PROBE = PAGE + SCRIPT.replace('main', 'probe')
/** The same for tools that do not read the page: a module that imports both. */
export const ENTRY = "import './main.ts'\nimport './probe.ts'\n"

/**
 * Returns the module of an app as it is, and beside it the tests' own module, which makes the app's `B24`
 * global.
 *
 * @param {string} app
 * @param {string} [folder]
 * @returns {Record<string, string>}
 */
export function modulesOf(app, folder = 'src') {
  const entry = app.includes("'b24-wasm/slim'") ? 'b24-wasm/slim' : 'b24-wasm'
  return {
    [`${folder}/main.ts`]: app,
    [`${folder}/probe.ts`]: `import { B24 } from '${entry}'\n\nObject.assign(globalThis, { B24 })\n`,
  }
}

/**
 * Opens an app in the frame of the portal and asserts what it shows.
 *
 * @param {{ browser: import('playwright-core').Browser, portal: import('../../e2e/harness/portal.js').Portal }} stage
 * @param {string} app its address
 */
export async function assertShowsDeals({ browser, portal }, app) {
  const { page, frame } = await openApp(browser, portal, { app })
  await assertHasDeals(frame)
  await page.close()
}

/**
 * Waits until the first app shows deals and people, and loads REST 3.0 in it.
 *
 * @param {import('playwright-core').Frame} frame
 */
export async function assertHasDeals(frame) {
  const lines = frame.locator('#deals li')
  await eventually(async () => assert.equal(await lines.count(), 51, await frame.content()))
  const [count = '', ...deals] = await lines.allInnerTexts()
  assert.match(count, /^50 of \d{2,}$/)
  for (const deal of deals) assert.match(deal, /^.+: \S+ \S+$/)
  assert.equal(typeof (await countDepartments(frame)), 'number')
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
