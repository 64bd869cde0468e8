// The steps of the fault matrix with the package, as in `tests/support/matrix.rs`.

import assert from 'node:assert/strict'

/** The steps: the columns of the table. */
export const STEPS = [
  'read',
  'write',
  'read after a refresh',
  'packed reads',
  'packed writes',
  'batch of reads',
  'batch of writes',
  'list: first page',
  'list: pages in a batch',
  'list: single page',
]

/** The faults of one call, which affect a command of a batch if they name its method. */
const OF_CALLS = /^(error|.*-error-code|null-result|repeated-next|.*-page)$/

/** The timeout of a call, or of a request of a list or a batch, in milliseconds. */
const TIMEOUT = 2000

/**
 * Places a fault at a step: one response, or all from then on.
 *
 * @param {string} step
 * @param {import('./control.js').Fault} fault
 * @param {boolean} isPermanent
 * @returns {import('./control.js').Fault}
 */
function place(step, fault, isPermanent) {
  const isOfCalls = OF_CALLS.test(fault.name)
  const isLater = step === 'read after a refresh' || step === 'list: single page'
  /** @type {string | undefined} */
  let method
  if (isOfCalls) method = step.includes('write') ? 'department.add' : 'user.get'
  else if (step === 'list: pages in a batch') method = 'batch'
  else if (isLater) method = 'user.get'
  return {
    ...fault,
    ...(method && { method }),
    ...(!isPermanent && { times: 1 }),
    ...(fault.name === 'slow' && { delay_ms: 100 }),
    skip: isLater || (isOfCalls && step === 'list: pages in a batch') ? 1 : 0,
  }
}

/**
 * Runs a step of a client.
 *
 * @typedef {(given: Given) => Promise<string[]>} Run
 */

/**
 * The input of a step.
 *
 * @typedef {object} Given
 * @property {string} step
 * @property {string} webhook
 * @property {{ domain: string, accessToken: string }} tokens of which one has expired
 * @property {string} fresh the next token
 * @property {number} timeout
 */

/**
 * Runs a step under a fault; returns the outcome and the number of requests. Asserts that the portal ran
 * no write twice, and none that succeeded not at all.
 *
 * @param {import('./portal.js').Portal} portal
 * @param {Run} run
 * @param {string} step
 * @param {import('./control.js').Fault} fault
 * @param {boolean} isPermanent
 * @returns {Promise<import('./fault-table.js').Cell>}
 */
export async function runStep(portal, run, step, fault, isPermanent) {
  const { control } = portal
  await control.reset()
  const isSingle = step === 'list: single page'
  // Pages that take so long are not requested together.
  const slow = { server_time_ms: 30_000, server_time_delays: false, operating: { enabled: false } }
  await control.settings({ bucket: { enabled: false }, ...(isSingle && slow) })
  const { access_token: accessToken } = await control.token()
  await control.expireTokens()
  const { access_token: fresh } = await control.token()
  await control.fault(place(step, fault, isPermanent))
  const { webhook, portal: domain } = portal
  const given = { step, webhook, tokens: { domain, accessToken }, fresh, timeout: TIMEOUT }
  const outcomes = await run(given)
  const requests = (await control.requests()).length
  const { departments } = await control.company()
  for (const [at, outcome] of step.includes('write') ? outcomes.entries() : []) {
    const runs = departments.filter((name) => name === `new ${at}`).length
    assert.ok(runs === 1 || (runs === 0 && outcome !== 'ok'), `${step}: ${outcome}, ${runs} runs`)
  }
  const distinct = outcomes.filter((outcome, at) => outcome !== outcomes[at - 1])
  return { outcome: distinct.join(', '), requests }
}

/**
 * Runs a step in the page or in Node, without delays before repeated requests; returns the outcomes.
 *
 * @type {Run}
 */
export async function runClient({ step, webhook, tokens, fresh, timeout }) {
  Math.random = () => 0
  const isPacked = step.startsWith('packed')
  const burst = isPacked ? 2 : Infinity
  const rateLimit = { burst, perSecond: isPacked ? 1000 : Infinity }
  const b24 = step.includes('refresh')
    ? await sdk.B24.token({ ...tokens, rateLimit, refresh: async () => ({ accessToken: fresh }) })
    : await sdk.B24.webhook(webhook, { rateLimit })
  const code = (/** @type {any} */ error) => error.code || '(no code)'
  const outcome = (/** @type {any} */ result) =>
    Array.isArray(result) && result.length < 50 ? `${result.length} rows` : 'ok'
  /** @param {string} method @param {object} [params] */
  const call = (method, params = {}) =>
    b24.call(method, params, { timeout }).then(({ result }) => outcome(result), code)
  const department = (/** @type {number} */ at) => ({ NAME: `new ${at}`, PARENT: 1 })
  const isWrite = step.includes('write')
  if (step.startsWith('list')) {
    const users = { count: 0 }
    let isChanged = false
    const onProgress = (/** @type {any} */ { changed }) => (isChanged = changed)
    try {
      const options = { timeout, onProgress }
      for await (const _ of b24.list('user.get', { ADMIN_MODE: true }, options)) users.count++
    } catch (error) {
      return [code(error) + (users.count ? ` after ${users.count} rows` : '')]
    }
    if (isChanged) return [`reports a change, ${users.count} of 200 rows`]
    return [users.count === 200 ? 'ok' : `${users.count} rows`]
  }
  if (step.startsWith('batch')) {
    const commands = [0, 1, 2].map((at) =>
      isWrite ? ['department.add', department(at)] : ['user.get'],
    )
    const outcomes = await b24.batch(/** @type {any} */ (commands), { timeout })
    return Object.values(outcomes).map((each) =>
      each.ok ? outcome(each.result) : code(each.error),
    )
  }
  const calls = isPacked ? [0, 1, 2] : [0]
  return Promise.all(
    calls.map((at) => (isWrite ? call('department.add', department(at)) : call('user.get'))),
  )
}
