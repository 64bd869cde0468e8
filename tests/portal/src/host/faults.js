// The faults of the host page's replies to an app.

export const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const withoutToken = ({ AUTH_ID, AUTH_EXPIRES, REFRESH_ID, ...rest }) => rest

// Posts a message to the app's frame from a hidden page of `origin`, and waits until it is posted.
// The page gets the real callback id, so only checks of origin and source can reject the message.
export function impersonate(host, origin, text) {
  const frame = document.createElement('iframe')
  frame.className = 'aside'
  frame.title = 'Impostor'
  frame.src = `${origin}/host/impostor`
  return new Promise((resolve) => {
    window.addEventListener('message', function onMessage(event) {
      if (event.source !== frame.contentWindow) return
      if (event.data === 'ready') {
        const index = [...Array(window.length).keys()].find(
          (i) => window[i] === host.frame.contentWindow,
        )
        frame.contentWindow.postMessage({ index, text }, origin)
      } else if (event.data === 'done') {
        window.removeEventListener('message', onMessage)
        resolve()
      }
    })
    document.body.append(frame)
  })
}

// Returns the origin of the portal's server under its other name, which is another origin.
export function foreignOrigin() {
  const url = new URL(location.origin)
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost'
  return url.origin
}

function forged(data, reply) {
  return `${reply.callback}:${JSON.stringify({ ...data, AUTH_ID: 'forged', REFRESH_ID: 'forged' })}`
}

// The replies to `getInitData`, by mode.
export const handshakes = {
  normal: (_host, data, reply) => reply.send(data),
  'no-reply': () => {},
  slow: async (host, data, reply) => {
    await wait(host.config.delay)
    reply.send(data)
  },
  'not-json': (_host, _data, reply) => reply.sendRaw('{not JSON'),
  empty: (_host, _data, reply) => reply.send(undefined),
  null: (_host, _data, reply) => reply.send(null),
  array: (_host, _data, reply) => reply.send([]),
  'no-token': (_host, data, reply) => reply.send(withoutToken(data)),
  'wrong-id': (_host, data, reply) => reply.sendTo('wrong', data),
  twice: (_host, data, reply) => {
    reply.send(data)
    reply.send(data)
  },
  'foreign-origin-first': async (host, data, reply) => {
    await impersonate(host, foreignOrigin(), forged(data, reply))
    reply.send(data)
  },
  'foreign-source': async (host, data, reply) => {
    await impersonate(host, location.origin, forged(data, reply))
    reply.send(data)
  },
}

// The replies to `refreshAuth`, by mode.
export const refreshes = {
  normal: (_host, token, reply) => reply.send(token),
  never: (host) =>
    host.showProblem('The portal could not get a new token. Please reload the page.'),
  slow: async (host, token, reply) => {
    await wait(host.config.delay)
    reply.send(token)
  },
  'not-json': (_host, _token, reply) => reply.sendRaw('{not JSON'),
  empty: (_host, _token, reply) => reply.send(undefined),
  'no-token': (_host, token, reply) => reply.send(withoutToken(token)),
}
