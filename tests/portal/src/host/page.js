// Opens the app in a frame, as the portal does, and answers its messages.

import { answers } from './replies.js'
import { commands } from './commands.js'
import { handshakes, refreshes } from './faults.js'
import { logCommand } from './log.js'
import { fillMenu } from './menu.js'
import { placement } from './placements.js'
import { replyTo, parseMessage } from './protocol.js'

const config = JSON.parse(document.getElementById('config').textContent)

document.getElementById('user-name').textContent = config.userName
document.body.classList.toggle('in-slider', config.slider)

function showMessage(text) {
  const element = document.getElementById('message')
  element.textContent = text
  element.classList.remove('problem')
  element.hidden = false
}

function showProblem(text) {
  showMessage(text)
  document.getElementById('message').classList.add('problem')
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

const place = placement(config.initData.PLACEMENT)

fillMenu(document.getElementById('menu-links'), document.getElementById('menu-button'), config, {
  handshakes: Object.keys(handshakes),
  refreshes: Object.keys(refreshes),
  place,
})

// What the portal does with a command; undefined for one that it does not know, or does not allow
// here, which it passes over in silence.
function find(name, mode) {
  if (config.denied.includes(name) || mode === 'denied') return undefined
  if (Object.hasOwn(commands, name)) return commands[name]
  if (place.isBinding(name)) return (_host, _params, reply) => place.listen(name, reply)
  if (!Object.hasOwn(place.commands, name)) return undefined
  return (_host, params, reply) => reply.send(place.commands[name](params))
}

if (URL.canParse(config.action)) {
  const appOrigin = new URL(config.action).origin
  const host = {
    config,
    appOrigin,
    placement: place,
    handshake: handshakes[config.handshake],
    refresh: refreshes[config.refresh],
    showMessage,
    showProblem,
  }

  window.addEventListener('message', async (event) => {
    if (event.origin !== appOrigin) return
    const message = parseMessage(event.data)
    if (message?.sid !== config.sid) return
    const { command: name, params, callback } = message
    const mode = config.answers[name] ?? 'normal'
    const note = logCommand(name, params)
    const command = find(name, mode)
    if (command === undefined) {
      note('passed over')
      return
    }
    note(callback ? 'no reply yet' : 'no reply wanted')
    const own = replyTo(host, callback, () => note('answered'))
    await command(host, params, answers[mode](host, own))
  })

  host.frame = openApp()
} else {
  showProblem(`This is no address of an app: ${config.action}`)
}
