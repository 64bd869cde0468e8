// The commands that an app can send to the host page.

import { selectAccess, selectCRM, selectUser } from './dialogs.js'
import { send } from './requests.js'
import { closeOwnSlider, openApplication, openPath } from './sliders.js'

let firstCall = true
let refreshId
let lastRequest = Promise.resolve()

// Requests a pair of tokens from the portal; resolves to undefined if the portal refuses the
// request. Requests run one after another, because each refresh token works once.
function requestToken() {
  const request = async () => {
    const response = await send('/host/token', { refresh: refreshId })
    if (!response.ok) return undefined
    const token = await response.json()
    refreshId = token.REFRESH_ID
    return token
  }
  lastRequest = lastRequest.then(request).catch(() => undefined)
  return lastRequest
}

// Posts a change of the app to the portal; returns the resulting options.
async function change(body) {
  const response = await send('/host/app', body)
  return response.json()
}

// Returns the handler of a messenger command. The emulator has no messenger, so it shows a message.
const messenger = (text) => (host, params) => host.showMessage(`${text} ${JSON.stringify(params)}`)

export const commands = {
  async getInitData(host, _params, reply) {
    const data = { ...host.config.initData }
    data.FIRST_RUN &&= firstCall
    firstCall = false
    refreshId = undefined
    Object.assign(data, await requestToken())
    await host.handshake(host, data, reply)
  },

  async refreshAuth(host, _params, reply) {
    const token = await requestToken()
    if (token === undefined) {
      host.showProblem('The portal could not get a new token. Please reload the page.')
      return
    }
    await host.refresh(host, token, reply)
  },

  getInterface: (host, _params, reply) => reply.send(host.placement.interface),

  resizeWindow(host, params, reply) {
    const { frame } = host
    const { width } = params
    const height = parseInt(params.height)
    frame.classList.add('sized')
    frame.style.width = width === '100%' ? width : `${parseInt(width) || 100}px`
    if (height) frame.style.height = `${height}px`
    return reply.send({ width: frame.offsetWidth, height: frame.offsetHeight })
  },

  setTitle(_host, params, reply) {
    document.getElementById('title').textContent = params.title
    document.title = params.title
    return reply.send(params)
  },

  setScroll(_host, params, reply) {
    if (params?.scroll >= 0) window.scrollTo(window.scrollX, parseInt(params.scroll))
    return reply.send(params)
  },

  async setInstall(_host, params, reply) {
    await change({ change: 'first-run', over: Boolean(params.install) })
    return reply.send(params)
  },

  async setInstallFinish() {
    await change({ change: 'installed' })
    const address = new URL(location.href)
    address.searchParams.set('install_finished', 'Y')
    location.href = address.href
  },

  async setUserOption(_host, params, reply) {
    await change({ change: 'user-option', ...params })
    return reply.send(params)
  },

  async setAppOption(host, params, reply) {
    if (!host.config.initData.IS_ADMIN) return
    const { app } = await change({ change: 'app-option', ...params })
    await reply.send(app)
  },

  selectUser: (_host, params, reply) => selectUser(params, reply.send),
  selectAccess: (_host, params, reply) => selectAccess(params, reply.send),
  selectCRM: (_host, params, reply) => selectCRM(params, reply.send),

  openPath: (_host, params, reply) => openPath(params, reply.send),
  openApplication: (_host, params, reply) => openApplication(params, reply.send),
  closeApplication: () => closeOwnSlider(),
  reloadWindow: () => location.reload(),

  showAppForm: messenger('The form of the app:'),
  imCallTo: messenger('The messenger calls'),
  imPhoneTo: messenger('The messenger phones'),
  imOpenMessenger: messenger('The messenger opens'),
  imOpenHistory: messenger('The messenger shows the history of'),

  placementBindEvent(host, params, reply) {
    const { PLACEMENT } = host.config.initData
    const { event } = params
    if (PLACEMENT !== 'DEFAULT' && host.placement.isEvent(event)) {
      host.placement.listen(event, reply)
    }
  },
}
