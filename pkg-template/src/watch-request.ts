/**
 * Runs a function that opens an `XMLHttpRequest`, and calls `fail` when that request ends with a response
 * for which BX24.js calls no callback: it then throws in the request's event, which names no call.
 *
 * A request that the library opens later, after its rate limit or with a fresh token, is not watched: it
 * has the deadline of its call.
 */
export function watchRequest(send: () => void, fail: () => void): void {
  const requests = globalThis.XMLHttpRequest?.prototype
  if (!requests) {
    send()
    return
  }
  const { open } = requests
  requests.open = function (this: XMLHttpRequest, ...args: unknown[]) {
    this.addEventListener('loadend', () => isIgnored(this) && fail())
    return open.apply(this, args as Parameters<typeof open>)
  }
  try {
    send()
  } finally {
    requests.open = open
  }
}

/** Returns whether BX24.js ignores a response: a 5xx, no response, or one that is not JSON. */
function isIgnored(request: XMLHttpRequest): boolean {
  try {
    JSON.parse(request.responseText || '{}')
    return request.status === 0 || request.status >= 500
  } catch {
    return true
  }
}
