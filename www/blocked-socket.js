// A network that blocks sockets, for this page alone.

const Native = globalThis.WebSocket

/** A socket that fails as behind a proxy that blocks sockets: later, with the code 1006. */
class BlockedSocket extends EventTarget {
  /** @type {number} */
  readyState = Native.CONNECTING
  /** @type {((event: Event) => void) | null} */
  onopen = null
  /** @type {((event: MessageEvent) => void) | null} */
  onmessage = null
  /** @type {((event: Event) => void) | null} */
  onerror = null
  /** @type {((event: CloseEvent) => void) | null} */
  onclose = null

  constructor() {
    super()
    setTimeout(() => {
      this.readyState = Native.CLOSED
      const failed = new Event('error')
      const closed = new CloseEvent('close', { code: 1006, wasClean: false })
      this.onerror?.(failed)
      this.dispatchEvent(failed)
      this.onclose?.(closed)
      this.dispatchEvent(closed)
    })
  }

  /** Does nothing, since the socket never opens. */
  close() {}
}

/**
 * Makes the sockets that the page opens from now on fail, or work again.
 *
 * @param {boolean} blocked
 */
export function blockSockets(blocked) {
  const Socket = blocked ? BlockedSocket : Native
  globalThis.WebSocket = /** @type {typeof WebSocket} */ (/** @type {unknown} */ (Socket))
}
