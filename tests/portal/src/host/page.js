// Opens the app in a frame, as the portal does, and answers its messages.

import { commands } from './commands.js'
import { handshakes, refreshes } from './faults.js'
import { fillMenu } from './menu.js'
import { answerTo, parseMessage } from './protocol.js'

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

fillMenu(document.getElementById('menu'), document.getElementById('menu-button'), config, {
  handshakes: Object.keys(handshakes),
  refreshes: Object.keys(refreshes),
})

if (URL.canParse(config.action)) {
  const appOrigin = new URL(config.action).origin
  const host = {
    config,
    appOrigin,
    handshake: handshakes[config.handshake],
    refresh: refreshes[config.refresh],
    showMessage,
  }

  window.addEventListener('message', async (event) => {
    if (event.origin !== appOrigin) return
    const message = parseMessage(event.data)
    if (message?.sid !== config.sid) return
    // What the portal does not know, or does not allow here, it passes over in silence.
    const command = Object.hasOwn(commands, message.command) && commands[message.command]
    if (command) await command(host, message.params, answerTo(host, message.callback))
  })

  host.frame = openApp()
} else {
  showMessage(`This is no address of an app: ${config.action}`)
}
