// A failure, as a person can read it.

/** @import { ErrorKind } from 'b24-wasm' */

import { B24Error } from 'b24-wasm'

import { create } from './dom.js'

/** @type {Record<ErrorKind, string>} */
const TITLES = {
  input: 'Nothing could be sent',
  frame: 'The portal around this page does not answer as one',
  auth: 'The portal does not accept this session',
  permission: 'This is not allowed here',
  limit: 'Too many requests at once',
  portal: 'The portal refused the search',
  network: 'The portal cannot be reached',
  response: 'The portal’s response cannot be read',
  timeout: 'The portal takes too long',
  aborted: 'The search was given up',
}

const NOT_IN_PORTAL = 'Open this page from a portal'

/**
 * Shows an error, with a button to try again where that may help.
 *
 * @param {HTMLElement} element
 * @param {B24Error} error
 * @param {() => void} [onRetry]
 */
export function showError(element, error, onRetry) {
  const { kind, code, description, status, method, retryable, response } = error
  const title = code === 'NOT_IN_PORTAL' ? NOT_IN_PORTAL : TITLES[kind]
  element.replaceChildren(create('h2', {}, title), create('p', {}, description))
  if (retryable && onRetry) {
    const button = create('button', { type: 'button', class: 'main' }, 'Try again')
    button.addEventListener('click', onRetry)
    element.append(button)
  }
  element.append(facts({ Code: code || 'none', Status: status || '', Method: method, Kind: kind }))
  if (response !== '') {
    const summary = create('summary', {}, 'What the portal sent')
    element.append(create('details', {}, summary, create('pre', { tabindex: '0' }, response)))
  }
}

/**
 * A list of the values that there are.
 *
 * @param {Record<string, string | number>} values
 */
function facts(values) {
  const entries = Object.entries(values).filter(([, value]) => value !== '')
  const items = entries.map(([name, value]) =>
    create('div', {}, create('dt', {}, name), create('dd', {}, String(value))),
  )
  return create('dl', {}, ...items)
}

/**
 * Everything in the package rejects with a `B24Error`; anything else is a defect of this page.
 *
 * @param {unknown} error
 */
export function known(error) {
  if (error instanceof B24Error) return error
  throw error
}
