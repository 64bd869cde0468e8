// Opens an app that is connected to the host page.

/**
 * Opens a test page in the portal's frame and stores the connection in its global `framed`.
 *
 * @param {import('./stage.js').Stage} stage
 * @param {Record<string, string>} [query] of the portal page
 * @param {string} [app] the page
 */
export async function openConnected({ openFrame }, query, app = 'module.html') {
  const { page, frame } = await openFrame(app, query)
  await frame.evaluate(async () => void (globalThis.framed = await sdk.B24.frame()))
  return { page, frame }
}

/**
 * Sets the modes in which an open host page replies to commands, as its parameter `replies` does.
 *
 * @param {import('playwright-core').Page} page
 * @param {Record<string, string>} modes by command
 */
export async function setReplies(page, modes) {
  await page.evaluate(async (modes) => {
    const module = '/host/config.js'
    const { config } = await import(module)
    config.replies = modes
  }, modes)
}
