// A network that responds at once with given bytes, so that a page measures only code.
//
// `fetch` is replaced by a function that makes a real `Response`. The official SDK sends by axios, whose
// default in a browser is XMLHttpRequest, so that is replaced, too: it decodes the same bytes as UTF-8
// and calls back in a microtask. A browser's own does more for each request (an object of the platform,
// headers, events), so the comparison favours the official SDK. On axios's adapter for `fetch` and the
// same stub as the others, it takes 1.6 to 3 times as long.

/** @type {Uint8Array<ArrayBuffer>} */
let bytes = new Uint8Array()

/** @type {string[] | undefined} */
let bodies

const HEADERS = { 'content-type': 'application/json; charset=utf-8' }
const decoder = new TextDecoder()

/** Returns the bytes of the reply to every request. */
export function replyBytes() {
  return bytes
}

/**
 * Replies to every request with `text`.
 *
 * @param {string} text
 */
export function replyWith(text) {
  bytes = new TextEncoder().encode(text)
}

/**
 * Returns the bodies of the requests that `work` sends.
 *
 * @param {() => Promise<unknown>} work
 */
export async function recordBodies(work) {
  /** @type {string[]} */
  const recorded = []
  bodies = recorded
  await work()
  bodies = undefined
  return recorded
}

/** Replaces `fetch` and `XMLHttpRequest` of the page. */
export function stubNetwork() {
  globalThis.fetch = async (input, init) => {
    bodies?.push(await new Request(input, init).clone().text())
    return new Response(bytes, { headers: HEADERS })
  }
  Object.assign(globalThis, { XMLHttpRequest: StubbedRequest })
}

/** The part of XMLHttpRequest that axios uses. */
class StubbedRequest {
  readyState = 0
  status = 0
  statusText = ''
  responseText = ''
  responseURL = ''
  responseType = ''
  timeout = 0
  /** @type {(() => void) | null} */
  onloadend = null

  /** @type {(method: string, url: string) => void} */
  open(_method, url) {
    this.responseURL = url
    this.readyState = 1
  }

  setRequestHeader() {}

  abort() {}

  getAllResponseHeaders() {
    return 'content-type: application/json; charset=utf-8\r\n'
  }

  /** @param {string} body */
  send(body) {
    bodies?.push(body)
    queueMicrotask(() => {
      this.readyState = 4
      this.status = 200
      this.responseText = decoder.decode(bytes)
      this.onloadend?.()
    })
  }
}
