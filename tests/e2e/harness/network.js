// Records the requests of the browser.

/**
 * Records the requests of a frame to an origin, including CORS preflights. It uses the DevTools
 * protocol, because Playwright's events omit preflights.
 *
 * @param {import('playwright-core').Frame} frame
 * @param {string} origin
 * @returns {Promise<() => Promise<string[]>>} returns their HTTP methods so far, sorted: a
 * preflight is reported before or after its request
 */
export async function recordRequests(frame, origin) {
  const session = await frame.page().context().newCDPSession(frame)
  await session.send('Network.enable')
  /** @type {string[]} */
  const methods = []
  session.on('Network.requestWillBeSent', ({ request }) => {
    if (request.url.startsWith(`${origin}/`)) methods.push(request.method)
  })
  return async () => {
    // The reply arrives after all pending events.
    await session.send('Network.enable')
    return methods.toSorted()
  }
}
