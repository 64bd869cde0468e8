// Replaces `fetch` in a test in Node.

/**
 * A request that the package passed to `fetch`.
 *
 * @typedef {object} StubbedRequest
 * @property {string} url
 * @property {string} body
 * @property {Record<string, string>} headers
 * @property {URLSearchParams} form
 * @property {AbortSignal} signal
 */

/**
 * Replaces `fetch` until the end of the test, and returns the requests so far. A stub returns a
 * response, or the body of one.
 *
 * @param {import('node:test').TestContext} context
 * @param {(request: StubbedRequest, index: number) => unknown} respond
 */
export function stubFetch(context, respond) {
  /** @type {StubbedRequest[]} */
  const requests = []
  context.mock.method(
    globalThis,
    'fetch',
    async (/** @type {string} */ url, /** @type {any} */ { body, headers, signal }) => {
      const form = new URLSearchParams(body)
      const request = { url, body, headers, form, signal }
      const response = await respond(request, requests.push(request) - 1)
      return typeof response === 'string' ? { status: 200, text: async () => response } : response
    },
  )
  return requests
}

/**
 * Never responds; rejects when the request is aborted, as `fetch` does.
 *
 * @param {StubbedRequest} request
 */
export const neverRespond = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('gone', 'AbortError')))
  })
