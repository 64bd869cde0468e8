// The handshake with the host page, by hand.

/**
 * Requests the app's token from the host page.
 *
 * @returns {Promise<{ rest: string, token: string }>} the address of the REST methods, and a token
 */
export function handshake() {
  const [domain = '', protocol, sid] = window.name.split('|')
  const host = domain.replace(/:(80|443)$/, '')
  const origin = `http${protocol === '1' ? 's' : ''}://${host}`
  return new Promise((resolve) => {
    const receive = (/** @type {MessageEvent} */ { origin: from, data }) => {
      if (from !== origin || typeof data !== 'string' || !data.startsWith('byhand:')) return
      removeEventListener('message', receive)
      const { PATH, AUTH_ID } = JSON.parse(data.slice('byhand:'.length))
      resolve({ rest: `${origin}${PATH}`, token: AUTH_ID })
    }
    addEventListener('message', receive)
    parent.postMessage(`getInitData::byhand:${sid}`, origin)
  })
}
