// The portal that opened this page.

/**
 * The portal's origin, from the query string that a portal gives to an app's frame; undefined
 * where there is none.
 *
 * @returns {string | undefined}
 */
export function portalOrigin() {
  const query = new URLSearchParams(location.search)
  const scheme = query.get('PROTOCOL') === '0' ? 'http' : 'https'
  const address = `${scheme}://${query.get('DOMAIN') ?? ''}`
  return URL.canParse(address) ? new URL(address).origin : undefined
}
