// An app that has shaken hands with the portal page.

/**
 * Opens a page of tests in the portal's frame and connects; its `framed` is the connection.
 *
 * @param {import('./stage.js').Stage} stage
 * @param {Record<string, string>} [query] of the portal's page
 * @param {string} [app] the page
 */
export async function openConnected({ openFrame }, query, app = 'module.html') {
  const { page, frame } = await openFrame(app, query)
  await frame.evaluate(async () => void (globalThis.framed = await sdk.B24.frame()))
  return { page, frame }
}
