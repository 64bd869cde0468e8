// Opens the app in a frame, as the portal does, and replies to its messages.

import { watchFrame } from './blank.js'
import { replies } from './replies.js'
import { commands } from './commands.js'
import { config } from './config.js'
import { handshakes, refreshes } from './faults.js'
import { logCommand } from './log.js'
import { fillMenu, titleOf } from './menu.js'
import { placement } from './placements.js'
import { parseMessage, replyTo } from './protocol.js'
import { followApp } from './tools/tools.js'

document.getElementById('user-name').textContent = config.userName
if (config.userPhoto) {
  const photo = document.getElementById('user-photo')
  photo.src = config.userPhoto
  photo.hidden = false
}
document.body.classList.toggle('in-slider', config.slider)
const title = titleOf(config.initData.PLACEMENT)
document.getElementById('title').textContent = title
document.title = `${title} - Bitrix24 emulator`

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

followApp()

const place = placement(config.initData.PLACEMENT)

fillMenu(document.getElementById('menu-links'), document.getElementById('menu-button'), config, {
  handshakes: Object.keys(handshakes),
  refreshes: Object.keys(refreshes),
  place,
})

// Returns the handler of a command; undefined if the command is unknown or not allowed here, in
// which case it is silently ignored.
function findHandler(name, mode) {
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
    heard()
    const { command: name, params, callback } = message
    const mode = config.replies[name] ?? 'normal'
    const note = logCommand(name, params)
    const handler = findHandler(name, mode)
    if (handler === undefined) {
      note('ignored')
      return
    }
    note(callback ? 'no reply yet' : 'no reply requested')
    const normal = replyTo(host, callback, () => note('replied'))
    await handler(host, params, replies[mode](host, normal))
  })

  host.frame = openApp()
  const heard = watchFrame(config.action, document.getElementById('blank'))
} else {
  showProblem(`Invalid address of an app: ${config.action}`)
}
