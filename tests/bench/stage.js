// Portals and pages of the benchmark.

import { openApp } from '../e2e/harness/app.js'
import { startPortal } from '../e2e/harness/portal.js'
import { CONTESTANTS } from './bundles.js'
import { rustFrontEnd, served } from './paths.js'

/** @import { Browser, Frame, Page } from 'playwright-core' */
/** @import { Portal } from '../e2e/harness/portal.js' */
/** @import { Entry, Works } from './types.js' */

/** The deadline of a page, in milliseconds. A client that keeps the portal's limit may take minutes. */
const DEADLINE = 300_000

/** The sizes of companies by the number of users that `user.get` returns, which is smaller. */
const COMPANIES = { 5000: 5058, 50000: 50_759 }

/**
 * Starts a portal that serves the pages of the benchmark.
 *
 * @param {keyof typeof COMPANIES} users that `user.get` returns
 */
export function startServed(users) {
  return startPortal({
    users: COMPANIES[users],
    args: ['--app-dir', served, '--mount', `/rust=${rustFrontEnd}`],
  })
}

/**
 * Opens a page in a frame of the portal, in a new context: no cache, no limiter, no token is shared.
 *
 * @template T
 * @param {Browser} browser
 * @param {Portal} portal
 * @param {string} name of the page
 * @param {(frame: Frame, page: Page) => Promise<T>} use
 * @param {() => void} [before] runs in each document before its scripts
 * @returns {Promise<T>}
 */
export async function inPage(browser, portal, name, use, before) {
  const context = await browser.newContext()
  try {
    context.setDefaultTimeout(DEADLINE)
    if (before) await context.addInitScript(before)
    const opener = /** @type {Browser} */ (/** @type {unknown} */ (context))
    const { frame, page } = await openApp(opener, portal, { app: `${portal.app}/${name}.html` })
    return await use(frame, page)
  } finally {
    await context.close()
  }
}

/**
 * Connects a contestant in a page of its own, does one work and reports its time and requests.
 *
 * @param {Browser} browser
 * @param {Portal} portal
 * @param {string} name of the contestant
 * @param {keyof Works} work
 * @param {{ times?: number, count?: number }} [options] how often the work is done, and its argument
 * @returns {Promise<{ time: number, digest: string, rows: number, memory: number, requests: number,
 * preflights: number }>} `time` of the last run in milliseconds, `memory` in bytes of wasm
 */
export async function doOnce(browser, portal, name, work, { times = 1, count } = {}) {
  const use = async (/** @type {Frame} */ frame) => {
    await frame.evaluate(async () => void (await connected))
    await portal.control.clear()
    const done = await frame.evaluate(doWork, { work, times, count })
    const recorded = await portal.control.requests()
    const preflights = recorded.filter(({ preflight }) => preflight).length
    return { ...done, preflights, requests: recorded.length - preflights }
  }
  return inPage(browser, portal, `works-${CONTESTANTS[name]}`, use, recordInstances)
}

/**
 * Runs in the page.
 *
 * @param {{ work: keyof Works, times: number, count: number | undefined }} options
 */
async function doWork({ work, times, count }) {
  const works = await connected
  const run = /** @type {(count?: number) => Promise<unknown>} */ (works[work])
  for (let earlier = 1; earlier < times; earlier++) await run(count)
  const start = performance.now()
  const result = await run(count)
  const time = performance.now() - start
  const memory = instances.reduce((sum, { exports }) => {
    const [memory] = Object.values(exports).filter((value) => value instanceof WebAssembly.Memory)
    return sum + (memory?.buffer.byteLength ?? 0)
  }, 0)
  const rows = Array.isArray(result) ? result : []
  const sorted = rows.map((row) => Object.entries(/** @type {object} */ (row)).sort())
  const bytes = new TextEncoder().encode(JSON.stringify(sorted))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return {
    time,
    memory,
    rows: Array.isArray(result) ? rows.length : Number(result),
    digest: hash.join(),
  }
}

/** Runs in the page before its scripts: records the wasm instances, whose memory never shrinks. */
function recordInstances() {
  const recorded = (globalThis.instances = /** @type {WebAssembly.Instance[]} */ ([]))
  const { Instance, instantiate, instantiateStreaming } = WebAssembly
  const record = (/** @type {any} */ made) => {
    recorded.push(made.instance ?? made)
    return made
  }
  Object.assign(WebAssembly, {
    Instance: new Proxy(Instance, {
      construct(target, args) {
        const made = Reflect.construct(target, args)
        // The module that joins the streams has no imports, and nothing keeps it.
        return args[1] ? record(made) : made
      },
    }),
    instantiate: async (/** @type {[any, any]} */ ...args) => record(await instantiate(...args)),
    instantiateStreaming: async (/** @type {[any, any]} */ ...args) =>
      record(await instantiateStreaming(...args)),
  })
}

/**
 * Returns an entry that has only the requests.
 *
 * @param {string} name
 * @param {{ requests: number, preflights: number }} counted
 * @returns {Entry}
 */
export function counted(name, { requests, preflights }) {
  return { name, requests, preflights }
}
