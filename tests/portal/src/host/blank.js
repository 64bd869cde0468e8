// Shows why the app's frame stays blank.

// How long the app may be silent before its server is tested, and before the page reports it.
const SERVER_MS = 1_500
const SILENCE_MS = 5_000

const POST_AS_GET = `(request, response, next) => {
  if (request.method === 'POST') request.method = 'GET'
  next()
}`

// What makes a development server respond to POST as to GET.
const FIXES = {
  'Vite, in vite.config.js (restart it)': `export default {
  plugins: [
    {
      name: 'post-as-get',
      configureServer(server) {
        server.middlewares.use(${POST_AS_GET.replaceAll('\n', '\n        ')})
      },
    },
  ],
}`,
  'webpack-dev-server, in webpack.config.js': `devServer: {
  setupMiddlewares: (middlewares) => [${POST_AS_GET.replaceAll('\n', '\n  ')}, ...middlewares],
}`,
  'http-server and other servers of files': `cargo xtask demo --app-dir FOLDER`,
}

function paragraph(text) {
  const element = document.createElement('p')
  element.textContent = text
  return element
}

function fixes() {
  const list = document.createElement('dl')
  for (const [server, fix] of Object.entries(FIXES)) {
    const term = document.createElement('dt')
    term.textContent = server
    const code = document.createElement('code')
    code.textContent = fix
    const pre = document.createElement('pre')
    pre.append(code)
    const definition = document.createElement('dd')
    definition.append(pre)
    list.append(term, definition)
  }
  return list
}

// Returns what the app's server does with a POST: the elements that describe the problem, or none.
async function testServer(address) {
  const response = await fetch('/host/probe', {
    method: 'POST',
    body: JSON.stringify({ app: address }),
  })
  const { status, problem } = await response.json()
  const origin = new URL(address).origin
  if (problem !== undefined) {
    return [paragraph(`No app at ${origin}: ${problem}. Start its server, or correct the address.`)]
  }
  if (!(status >= 400)) return []
  return [
    paragraph(
      `The app's server responded with ${status} to POST, with which a portal opens an app. It ` +
        'must respond as to GET:',
    ),
    fixes(),
  ]
}

// Watches a frame that opens the address, and fills the element if no command comes. Returns the
// function to call for each command of the app.
export function watchFrame(address, element) {
  let silent = true
  const show = (contents) => {
    if (!silent || contents.length === 0) return
    element.replaceChildren(...contents)
    element.hidden = false
  }
  const tested = new Promise((resolve) => {
    // An emulator that has exited cannot test the server.
    const test = () => testServer(address).catch(() => [])
    setTimeout(() => resolve(silent ? test() : []), SERVER_MS)
  })
  tested.then(show)
  const timer = setTimeout(async () => {
    const [problem] = await tested
    if (problem !== undefined) return
    show([
      paragraph(
        `The app asked nothing within ${SILENCE_MS / 1000} s: it sent no command to the portal. ` +
          'It may not call B24.frame() or BX24.init(), or its script failed: see the console of ' +
          'the browser.',
      ),
    ])
  }, SILENCE_MS)
  return () => {
    silent = false
    clearTimeout(timer)
    element.hidden = true
  }
}
