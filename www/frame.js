// The frame part: commands to the host page, and a log of the replies.

/** @import { Frame } from 'b24-wasm' */
/** @import { Action } from './actions.js' */

import { ACTIONS } from './actions.js'
import { byId, create } from './dom.js'
import { known } from './errors.js'

/**
 * Shows the data of the frame and a button for each command.
 *
 * @param {Frame} frame
 */
export function showFrame(frame) {
  const { portal, language, placement, isAdmin, isFirstRun } = frame.info
  const facts = { portal, language, placement, admin: isAdmin, 'first run': isFirstRun }
  const items = Object.entries(facts).map(([name, value]) =>
    create('div', {}, create('dt', {}, name), create('dd', {}, String(value))),
  )
  byId('frame-info', HTMLElement).replaceChildren(...items)
  const groups = Object.entries(ACTIONS).map(([name, actions]) =>
    create(
      'section',
      { class: 'actions', 'aria-label': name },
      create('h2', {}, name),
      ...actions.map((action) => button(frame, action)),
    ),
  )
  byId('frame-actions', HTMLElement).replaceChildren(...groups)
  offerFit(frame)
  void listen(frame)
}

/**
 * @param {Frame} frame
 * @param {Action} action
 */
function button(frame, action) {
  const button = create('button', { type: 'button', class: 'plain' }, action.label)
  button.addEventListener('click', () => void runAction(frame, action))
  return button
}

/**
 * Runs an action and logs its result. A pending action can be cancelled.
 *
 * @param {Frame} frame
 * @param {Action} action
 */
async function runAction(frame, { code, run }) {
  const controller = new AbortController()
  const stop = create('button', { type: 'button', class: 'plain' }, 'Stop waiting')
  stop.addEventListener('click', () => controller.abort())
  const outcome = create('span', { class: 'quiet' }, 'Waiting for the portal page…')
  const line = log(code, outcome, stop)
  try {
    const result = await run(frame, controller.signal)
    outcome.textContent = result === undefined ? 'done' : JSON.stringify(result)
    line.dataset['state'] = 'done'
  } catch (thrown) {
    const { code, description } = known(thrown)
    outcome.textContent = `${code}: ${description}`
    line.dataset['state'] = 'failed'
  } finally {
    stop.remove()
  }
}

/**
 * Adds a line at the top of the log.
 *
 * @param {string} code
 * @param {...Node} children
 */
function log(code, ...children) {
  const line = create('li', {}, create('code', {}, code), ...children)
  byId('frame-log', HTMLElement).prepend(line)
  return line
}

/** @param {Frame} frame */
function offerFit(frame) {
  const input = byId('auto-fit', HTMLInputElement)
  /** @type {(() => void) | undefined} */
  let stop
  input.addEventListener('change', async () => {
    stop?.()
    stop = undefined
    if (!input.checked) return
    try {
      stop = await frame.window.autoFit()
      if (!input.checked) stop()
    } catch (thrown) {
      input.checked = false
      const outcome = create('span', {}, known(thrown).message)
      log('frame.window.autoFit()', outcome).dataset['state'] = 'failed'
    }
  })
}

/**
 * Logs every event of the placement.
 *
 * @param {Frame} frame
 */
async function listen({ placement }) {
  try {
    const { event } = await placement.getInterface()
    for (const name of event) {
      await placement.on(name, (value) => {
        const outcome = create('span', {}, JSON.stringify(value))
        log(`frame.placement.on('${name}', …)`, outcome).dataset['state'] = 'done'
      })
    }
  } catch (thrown) {
    known(thrown)
  }
}
