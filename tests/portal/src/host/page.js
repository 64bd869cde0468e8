// Opens the app in a frame, as the portal does, and answers its messages.

import { commands } from './commands.js'
import { handshakes, refreshes } from './faults.js'
import { fillMenu } from './menu.js'
import { answerTo, isFromApp, parseMessage } from './protocol.js'

const config = JSON.parse(document.getElementById('config').textContent)

document.getElementById('user-name').textContent = config.userName

function showMessage(text) {
  const element = document.getElementById('message')
  element.textContent = text
  element.hidden = false
}

function openApp() {
  const frame = document.createElement('iframe')
  frame.id = `appframe_${config.sid}`
  frame.name = config.frameName
  frame.title = 'App'
  frame.className = 'app-frame app-loading'
  frame.setAttribute('frameborder', '0')
  frame.allow = 'geolocation *; microphone *; camera *; autoplay *;'
  frame.addEventListener('load', () => frame.classList.remove('app-loading'))
  document.getElementById('app').append(frame)

  const form = document.createElement('form')
  form.id = `appform_${config.sid}`
  form.method = 'post'
  form.action = config.action
  form.target = config.frameName
  form.hidden = true
  for (const [name, value] of Object.entries(config.fields)) {
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name, value })
    form.append(field)
  }
  document.body.append(form)
  form.submit()
  return frame
}

let appOrigin
try {
  appOrigin = new URL(config.action).origin
} catch {
  showMessage(`This is no address of an app: ${config.action}`)
}

const handshake = handshakes[config.handshake]
const refresh = refreshes[config.refresh]
if (!handshake) showMessage(`There is no handshake mode "${config.handshake}".`)
if (!refresh) showMessage(`There is no refresh mode "${config.refresh}".`)

fillMenu(document.getElementById('menu'), document.getElementById('menu-button'), {
  handshakes: Object.keys(handshakes),
  refreshes: Object.keys(refreshes),
})

if (appOrigin && handshake && refresh) {
  const host = { config, appOrigin, showMessage, refreshId: undefined, handshake, refresh, }

  window.addEventListener('message', async (event) => {
    if (!isFromApp(event, appOrigin)) return
    const message = parseMessage(event.data)
    if (message?.sid !== config.sid) return
    // What the portal does not know, or does not allow here, it passes over in silence.
    const command = Object.hasOwn(commands, message.command) && commands[message.command]
    if (!command) return
    await command(host, message.params, answerTo(host, message.callback))
  })

  host.frame = openApp()
}
