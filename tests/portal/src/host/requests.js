// The requests of the host page to the portal, as the user who has opened it.

const user = new URLSearchParams(location.search).get('user')

// Sends a request to a private address of the portal: with a body as POST, without one as GET.
export function send(path, body) {
  const address = user === null ? path : `${path}?${new URLSearchParams({ user })}`
  return fetch(address, body && { method: 'POST', body: JSON.stringify(body) })
}
