// The portal that opened this page.

/**
 * Returns the portal's origin from the query string of the app's frame; undefined outside a portal.
 *
 * @returns {string | undefined}
 */
export function portalOrigin() {
  const query = new URLSearchParams(location.search)
  const scheme = query.get('PROTOCOL') === '0' ? 'http' : 'https'
  const address = `${scheme}://${query.get('DOMAIN') ?? ''}`
  return URL.canParse(address) ? new URL(address).origin : undefined
}
