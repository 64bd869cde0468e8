// Watches a page for the secrets of the push server.

/**
 * Begins to watch a page. The returned function fails if a secret of a configuration is in what its
 * scripts have logged, in the storage of a frame, or in the address of a REST request.
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
          return JSON.stringify([{ ...localStorage }, { ...sessionStorage }])
        } catch {
          // The browser denies the storage to the frame.
          return ''
        }
      }),
    )
    const requests = await control.requests()
    const places = {
      console: logged,
      storage: await Promise.all(stored),
      'address of a request': requests.map(({ path, query }) => `${path}?${query}`),
    }
    const secrets = await control.push.secrets()
    for (const [place, texts] of Object.entries(places)) {
      if (secrets.some((secret) => texts.some((text) => text.includes(secret)))) {
        throw new Error(`a secret of the push server is in the ${place}`)
      }
    }
  }
}
