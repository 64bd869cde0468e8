// The tokens that the portal's server issues to the host page.

/**
 * Records the tokens that the host page requests for its app from now on. It works in every engine,
 * because the page itself records them.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<() => Promise<string[]>>} returns the tokens so far; a refused one is empty
 */
export async function recordTokens(page) {
  await page.evaluate(() => {
    globalThis.issuedTokens = []
    const { fetch } = window
    window.fetch = async (address, options) => {
      const response = await fetch(address, options)
      if (address === '/host/token') {
        issuedTokens.push(response.ok ? (await response.clone().json()).AUTH_ID : '')
      }
      return response
    }
  })
  return () => page.evaluate(() => issuedTokens)
}
