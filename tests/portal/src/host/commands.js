// The commands that an app can send to the portal's page.

let firstRun = true
let refreshId
let lastRequest = Promise.resolve()

// Asks the portal for a pair of tokens; undefined where it refuses. Requests wait
// for one another, as a refresh token is spent by its use.
function requestToken() {
  const request = async () => {
    const body = JSON.stringify({ refresh: refreshId })
    const response = await fetch('/host/token', { method: 'POST', body })
    if (!response.ok) return undefined
    const token = await response.json()
    refreshId = token.REFRESH_ID
    return token
  }
  lastRequest = lastRequest.then(request).catch(() => undefined)
  return lastRequest
}

export const commands = {
  async getInitData(host, _params, answer) {
    const data = { ...host.config.initData, FIRST_RUN: firstRun }
    firstRun = false
    refreshId = undefined
    Object.assign(data, await requestToken())
    await host.handshake(host, data, answer)
  },

  async refreshAuth(host, _params, answer) {
    const token = await requestToken()
    if (token === undefined) {
      host.showMessage('The portal could not get a new token. Please reload the page.')
      return
    }
    await host.refresh(host, token, answer)
  },

  resizeWindow(host, params, answer) {
    const { frame } = host
    const size = (value) =>
      typeof value === 'string' && value.endsWith('%') ? value : `${Number(value)}px`
    frame.classList.add('sized')
    if (params.width) frame.style.width = size(params.width)
    if (params.height) frame.style.height = size(params.height)
    answer.send({ width: frame.offsetWidth, height: frame.offsetHeight })
  },

  setTitle(host, params, answer) {
    if (host.config.initData.PLACEMENT !== 'DEFAULT') return
    document.getElementById('title').textContent = params.title
    document.title = params.title
    answer.send(params)
  },

  setScroll(host, params, answer) {
    const top = host.frame.getBoundingClientRect().top + window.scrollY
    window.scrollTo(0, top + Number(params.scroll))
    answer.send(params)
  },

  setInstall(host, params, answer) {
    host.config.initData.INSTALL = Boolean(params.install)
    answer.send(params)
  },
}
