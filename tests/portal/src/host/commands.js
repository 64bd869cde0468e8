// The commands that an app can send to the portal's page.

import { selectAccess, selectCRM, selectUser } from './dialogs.js'
import { closeOwnSlider, openApplication, openPath } from './sliders.js'

let firstCall = true
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

// Tells the portal of a change of the app, and returns the options that it keeps then.
async function change(body) {
  const response = await fetch('/host/app', { method: 'POST', body: JSON.stringify(body) })
  return response.json()
}

// A command of the messenger, which is not here.
const messenger = (text) => (host, params) => host.showMessage(`${text} ${JSON.stringify(params)}`)

export const commands = {
  async getInitData(host, _params, answer) {
    const data = { ...host.config.initData }
    data.FIRST_RUN &&= firstCall
    firstCall = false
    refreshId = undefined
    Object.assign(data, await requestToken())
    await host.handshake(host, data, answer)
  },

  async refreshAuth(host, _params, answer) {
    const token = await requestToken()
    if (token === undefined) {
      host.showProblem('The portal could not get a new token. Please reload the page.')
      return
    }
    await host.refresh(host, token, answer)
  },

  getInterface: (host, _params, answer) => answer.send(host.placement.interface),

  resizeWindow(host, params, answer) {
    const { frame } = host
    const { width } = params
    const height = parseInt(params.height)
    frame.classList.add('sized')
    frame.style.width = width === '100%' ? width : `${parseInt(width) || 100}px`
    if (height) frame.style.height = `${height}px`
    return answer.send({ width: frame.offsetWidth, height: frame.offsetHeight })
  },

  setTitle(_host, params, answer) {
    document.getElementById('title').textContent = params.title
    document.title = params.title
    return answer.send(params)
  },

  setScroll(_host, params, answer) {
    if (params?.scroll >= 0) window.scrollTo(window.scrollX, parseInt(params.scroll))
    return answer.send(params)
  },

  async setInstall(_host, params, answer) {
    await change({ change: 'first-run', over: Boolean(params.install) })
    return answer.send(params)
  },

  async setInstallFinish() {
    await change({ change: 'installed' })
    const address = new URL(location.href)
    address.searchParams.set('install_finished', 'Y')
    location.href = address.href
  },

  async setUserOption(_host, params, answer) {
    await change({ change: 'user-option', ...params })
    return answer.send(params)
  },

  async setAppOption(host, params, answer) {
    if (!host.config.initData.IS_ADMIN) return
    const { app } = await change({ change: 'app-option', ...params })
    await answer.send(app)
  },

  selectUser: (_host, params, answer) => selectUser(params, answer.send),
  selectAccess: (_host, params, answer) => selectAccess(params, answer.send),
  selectCRM: (_host, params, answer) => selectCRM(params, answer.send),

  openPath: (_host, params, answer) => openPath(params, answer.send),
  openApplication: (_host, params, answer) => openApplication(params, answer.send),
  closeApplication: () => closeOwnSlider(),
  reloadWindow: () => location.reload(),

  showAppForm: messenger('The form of the app:'),
  imCallTo: messenger('The messenger calls'),
  imPhoneTo: messenger('The messenger phones'),
  imOpenMessenger: messenger('The messenger opens'),
  imOpenHistory: messenger('The messenger shows the history of'),

  placementBindEvent(host, params, answer) {
    const { PLACEMENT } = host.config.initData
    const { event } = params
    if (PLACEMENT !== 'DEFAULT' && host.placement.isEvent(event)) {
      host.placement.listen(event, answer)
    }
  },
}
