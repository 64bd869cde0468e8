/** Accepts a response that BX24.js ignores: its status, and its body if that is an envelope. */
type Settle = (status: number, envelope?: string) => void

/**
 * Runs a function that opens an `XMLHttpRequest`, and calls `settle` when that request ends with a response
 * for which BX24.js calls no callback: it then throws in the request's event, which names no call.
 *
 * A request that the library opens later, after its rate limit or with a fresh token, is not watched: it
 * has the deadline of its call.
 */
export function watchRequest(send: () => void, settle: Settle): void {
  const requests = globalThis.XMLHttpRequest?.prototype
  if (!requests) {
    send()
    return
  }
  const { open } = requests
  requests.open = function (this: XMLHttpRequest, ...args: unknown[]) {
    this.addEventListener('loadend', () => settleIgnored(this, settle))
    return open.apply(this, args as Parameters<typeof open>)
  }
  try {
    send()
  } finally {
    requests.open = open
  }
}

/** Settles a response that BX24.js ignores: a 5xx, no response, or one that is not JSON. */
function settleIgnored({ status, responseText }: XMLHttpRequest, settle: Settle): void {
  let body: unknown
  try {
    body = JSON.parse(responseText || '{}')
  } catch {
    settle(status)
    return
  }
  const isEnvelope = typeof body === 'object' && body !== null && 'error' in body
  if (status === 0 || status >= 500) settle(status, isEnvelope ? responseText : undefined)
}
