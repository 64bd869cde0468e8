// What the browser itself says that it sent.

/**
 * Records the requests of a frame to an origin from now on, CORS preflights too,
 * by the browser's own protocol: playwright's events leave preflights out.
 *
 * @param {import('playwright-core').Frame} frame
 * @param {string} origin
 * @returns {Promise<() => Promise<string[]>>} tells their HTTP methods so far, sorted: a preflight
 * is announced before or after the request that it is for
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
    // The answer comes behind the events that are on their way.
    await session.send('Network.enable')
    return methods.toSorted()
  }
}
