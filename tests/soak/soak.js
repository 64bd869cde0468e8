// Many calls over a portal that fails, in a browser: what must hold at the end.

import { launchBrowser } from '../e2e/harness/browser.js'
import { packageFolder, root } from '../e2e/harness/paths.js'
import { openPage } from '../e2e/harness/app.js'
import { startPortal } from '../e2e/harness/portal.js'
import { work } from './workload.js'

/** The timeout of each call in milliseconds. */
const TIMEOUT = 20_000

/** The percentage of faulty responses. */
const NOISE = 20

/** The portal's limit, that of the plan Enterprise, so that the soak takes minutes. */
const LIMIT = { burst: 250, perSecond: 5 }

/** The most bytes that the page's heap may grow by in the second half of the calls. */
const MAX_GROWTH = 2 ** 20

/** The most bytes of the module's memory, which never shrinks: it holds the largest response. */
const MAX_WASM = 4 * 2 ** 20

/** The faults of the portal. A browser repeats a request whose connection is closed: only before it ran. */
const FAULTS = [
  ...[
    'fatal-html',
    'bad-gateway-html',
    'unavailable-html',
    'gateway-timeout-html',
    'empty-body',
  ].flatMap((name) => [{ name }, { name, executed: true }]),
  ...['drop', 'truncated', 'list-body', 'not-an-envelope', 'error-with-ok'].map((name) => ({
    name,
  })),
  ...['byte-order-mark', 'leading-whitespace', 'php-notice'].map((name) => ({ name })),
  { name: 'slow', delay_ms: 500 },
  ...['ACCESS_DENIED', 'INTERNAL_SERVER_ERROR'].map((code) => ({ name: 'error', code })),
]

/**
 * The result of a soak.
 *
 * @typedef {object} Soak
 * @property {import('./workload.js').Report} report
 * @property {string[]} problems what must not be
 * @property {Record<string, string | number>} facts
 */

/**
 * Runs the soak.
 *
 * @param {{ calls: number, seed: number }} options
 * @returns {Promise<Soak>}
 */
export async function soak({ calls, seed }) {
  const folders = ['--app-dir', `${root}tests/e2e/pages`, '--mount', `/pkg=${packageFolder}/dist`]
  const portal = await startPortal({ users: 300, args: [...folders, '--seed', String(seed)] })
  const browser = await launchBrowser()
  try {
    return await run(portal, await openPage(browser, 'about:blank'), { calls, seed })
  } finally {
    await browser.close()
    await portal.stop()
  }
}

/**
 * @param {import('../e2e/harness/portal.js').Portal} portal
 * @param {import('playwright-core').Page} page
 * @param {{ calls: number, seed: number }} options
 * @returns {Promise<Soak>}
 */
async function run({ control, app, webhook }, page, { calls, seed }) {
  await page.addInitScript(observeMemory)
  await page.goto(`${app}/module.html`)
  const { ids } = await control.company()
  const bucket = { capacity: LIMIT.burst, leak_per_second: LIMIT.perSecond }
  await control.settings({ bucket, operating: { enabled: false } })
  // Another page has filled the bucket, so that the portal refuses the first requests.
  await Promise.all(Array.from({ length: LIMIT.burst }, () => fetch(`${webhook}profile`)))
  await control.settings({ noise: { percent: NOISE, faults: FAULTS } })
  await control.clear()
  await page.evaluate(
    async ({ webhook, rateLimit }) => {
      globalThis.b24 = await sdk.B24.webhook(webhook, { rateLimit })
    },
    { webhook, rateLimit: LIMIT },
  )
  const start = performance.now()
  const half = Math.ceil(calls / 2)
  const options = { seed, ids, timeout: TIMEOUT }
  const first = await page.evaluate(work, { ...options, first: 0, count: half })
  const before = await memory(page)
  const rest = { ...options, seed: seed + 1, first: half, count: calls - half }
  const report = merge(first, await page.evaluate(work, rest))
  const seconds = (performance.now() - start) / 1000
  const after = await memory(page)
  const { departments } = await control.company()
  const requests = (await control.requests()).length
  const problems = [...check(report, departments, calls), ...growth(before, after)]
  const facts = {
    ...{ seed, calls, requests, seconds: Math.round(seconds) },
    ...{ 'slowest write, ms': Math.round(report.slowest) },
    ...{ 'heap before, KB': before.heap >> 10, 'heap after, KB': after.heap >> 10 },
    ...{ 'wasm before, KB': before.wasm >> 10, 'wasm after, KB': after.wasm >> 10 },
  }
  return { report, problems, facts }
}

/** Keeps the module's memory where a test finds it. Runs in the page before its scripts. */
function observeMemory() {
  const { Instance, instantiate } = WebAssembly
  const keep = (/** @type {WebAssembly.Instance} */ instance) => {
    const memory = Object.values(instance.exports).find((it) => it instanceof WebAssembly.Memory)
    Object.assign(globalThis, { wasmMemory: memory })
    return instance
  }
  WebAssembly.Instance = new Proxy(Instance, {
    construct: (target, args) => keep(Reflect.construct(target, args)),
  })
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {any} */ source, /** @type {any} */ imports) => {
      const result = /** @type {any} */ (await instantiate(source, imports))
      keep(result.instance ?? result)
      return result
    }
  )
}

/**
 * Returns the bytes of the page's heap after a garbage collection, and of the module's memory.
 *
 * @param {import('playwright-core').Page} page
 */
async function memory(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  const wasm = await page.evaluate(() => {
    const { wasmMemory } = /** @type {{ wasmMemory?: WebAssembly.Memory }} */ (globalThis)
    return wasmMemory?.buffer.byteLength ?? 0
  })
  return { heap: usedSize, wasm }
}

/**
 * @param {import('./workload.js').Report} one
 * @param {import('./workload.js').Report} other
 * @returns {import('./workload.js').Report}
 */
function merge(one, other) {
  const outcomes = { ...one.outcomes }
  for (const [name, count] of Object.entries(other.outcomes)) {
    outcomes[name] = (outcomes[name] ?? 0) + count
  }
  return {
    started: one.started + other.started,
    settled: one.settled + other.settled,
    outcomes,
    wrong: [...one.wrong, ...other.wrong],
    written: [...one.written, ...other.written],
    refused: [...one.refused, ...other.refused],
    slowest: Math.max(one.slowest, other.slowest),
    refusedLater: one.refusedLater + other.refusedLater,
  }
}

/**
 * @param {import('./workload.js').Report} report
 * @param {string[]} departments in the portal's store
 * @param {number} calls
 */
function check(report, departments, calls) {
  const problems = [...report.wrong]
  /** @type {Map<string, number>} */
  const runs = new Map()
  for (const name of departments) runs.set(name, (runs.get(name) ?? 0) + 1)
  for (const [name, count] of runs) {
    if (name.startsWith('soak ') && count > 1) problems.push(`"${name}" was written ${count} times`)
  }
  for (const name of report.written) {
    if (!runs.has(name)) problems.push(`"${name}" was written, and is not in the store`)
  }
  for (const name of report.refused) {
    if (runs.has(name)) problems.push(`"${name}" was refused, and is in the store`)
  }
  if (report.started !== calls || report.settled !== calls) {
    problems.push(`${report.started} calls started, ${report.settled} of ${calls} ended`)
  }
  if (report.slowest > TIMEOUT + 2000) problems.push(`a write took ${report.slowest} ms`)
  if (report.refusedLater > 0) {
    problems.push(`${report.refusedLater} requests after the first refusal were refused`)
  }
  return problems
}

/**
 * @param {{ heap: number }} before
 * @param {{ heap: number, wasm: number }} after
 */
function growth(before, after) {
  const problems = []
  const bytes = after.heap - before.heap
  if (bytes > MAX_GROWTH) problems.push(`the heap grew by ${bytes} bytes`)
  if (after.wasm === 0 || after.wasm > MAX_WASM) {
    problems.push(`the module's memory has ${after.wasm} bytes`)
  }
  return problems
}
