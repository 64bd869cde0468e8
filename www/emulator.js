// The control address of an emulated portal.

/**
 * Sends a request to the control address, with the body as JSON.
 *
 * @typedef {(method: string, path: string, body?: object) => Promise<Response>} Control
 */

/**
 * Finds the control address of a portal; undefined if the portal is not an emulator.
 *
 * @param {string | undefined} portal the portal's origin
 * @returns {Promise<Control | undefined>}
 */
export async function findControl(portal) {
  if (!portal) return undefined
  const address = `${portal}/control`
  try {
    const signal = AbortSignal.timeout(3000)
    const response = await fetch(`${address}/settings`, { signal })
    if (!response.ok) return undefined
  } catch {
    return undefined
  }
  return (method, path, body) =>
    fetch(`${address}/${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
}
