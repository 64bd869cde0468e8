// Records the requests of the browser.

import { Control } from './control.js'
import { engine } from './engines/engine.js'

/**
 * Records the requests of a frame to the portal, including CORS preflights. It uses the DevTools
 * protocol, because Playwright's events omit preflights. In other engines the portal records them.
 *
 * @param {import('playwright-core').Frame} frame
 * @param {string} origin of the portal, whose recorded requests are cleared
 * @returns {Promise<() => Promise<string[]>>} returns their HTTP methods so far, sorted: a
 * preflight is reported before or after its request
 */
export async function recordRequests(frame, origin) {
  if (engine !== 'chromium') {
    const control = new Control(origin)
    return async () => (await control.requests()).map(({ method }) => method).toSorted()
  }
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
