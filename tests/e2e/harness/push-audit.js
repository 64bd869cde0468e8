// Watches a page for the secrets of the push server.

/**
 * Begins to watch a page. The returned function fails if a secret of a configuration is in what its
 * scripts have logged, in the storage of a frame, in the address of a REST request, or in what
 * {@link recordReports} has recorded.
 *
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Frame} frame of the app
 * @param {import('./portal.js').Portal} portal
 * @returns {() => Promise<void>}
 */
export function auditPushSecrets(page, frame, { control }) {
  /** @type {string[]} */
  const logged = []
  page.on('console', (message) => {
    // What the browser itself logs has no arguments.
    if (message.args().length > 0) logged.push(message.text())
  })
  page.on('pageerror', (error) => logged.push(String(error.stack)))
  return async () => {
    const stored = [page, frame].map((frame) =>
      frame.evaluate(() => {
        try {
          return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])
        } catch {
          // The browser denies the storage to the frame.
          return ''
        }
      }),
    )
    const requests = await control.requests()
    const reports = await frame.evaluate(() => /** @type {any} */ (globalThis).reports)
    /** @type {Record<string, string[]>} */
    const places = {
      console: logged,
      storage: await Promise.all(stored),
      'address of a request': requests.map(({ path, query }) => `${path}?${query}`),
      ...reports,
    }
    const secrets = await control.push.secrets()
    for (const [place, texts] of Object.entries(places)) {
      if (secrets.some((secret) => texts.some((text) => text.includes(secret)))) {
        throw new Error(`a secret of the push server is in the ${place}`)
      }
    }
  }
}

/**
 * Records what the client in a frame's global `b24` reports, for the audit: its events, the errors of each
 * `attempt`, and the errors of the page.
 *
 * @param {import('playwright-core').Frame} frame
 */
export async function recordReports(frame) {
  await frame.evaluate(() => {
    const page = /** @type {any} */ (globalThis)
    /** @type {string[]} */
    const errors = []
    /** @type {string[]} */
    const events = []
    page.reports = { errors, events }
    for (const name of /** @type {const} */ (['request', 'retry', 'limit', 'refresh', 'error'])) {
      b24.on(name, (event) => events.push(JSON.stringify(event)))
    }
    const own = attempt
    page.attempt = async (/** @type {() => unknown} */ work) => {
      const outcome = await own(work)
      if (outcome.error) errors.push(outcome.error.everything)
      return outcome
    }
    const keep = (/** @type {any} */ thrown) => errors.push(...texts(thrown, new Set()))
    addEventListener('error', ({ error }) => keep(error))
    addEventListener('unhandledrejection', ({ reason }) => keep(reason))
  })
}
