// Shows errors.

/** @import { ErrorKind } from 'b24-wasm' */

import { B24Error } from 'b24-wasm'

import { create } from './dom.js'

/** @type {Record<ErrorKind, string>} */
const TITLES = {
  input: 'The request is invalid',
  frame: 'The portal page does not respond as expected',
  auth: 'The portal does not accept this session',
  permission: 'This is not allowed here',
  limit: 'Too many requests at once',
  portal: 'The portal rejected the call',
  network: 'The portal cannot be reached',
  response: 'The portal’s response cannot be read',
  timeout: 'The portal takes too long',
  aborted: 'The call was cancelled',
}

const NOT_IN_PORTAL = 'Open this page from a portal'

/**
 * Shows an error, with a retry button if the error is retryable.
 *
 * @param {HTMLElement} element
 * @param {B24Error} error
 * @param {() => void} [onRetry]
 */
export function showError(element, error, onRetry) {
  const { kind, code, description, status, method, retryable, response, attempts } = error
  const title = code === 'NOT_IN_PORTAL' ? NOT_IN_PORTAL : TITLES[kind]
  element.replaceChildren(create('h2', {}, title), create('p', {}, description))
  if (retryable && onRetry) {
    const button = create('button', { type: 'button', class: 'main' }, 'Try again')
    button.addEventListener('click', onRetry)
    element.append(button)
  }
  const values = {
    Code: code || 'none',
    Status: status || '',
    Method: method,
    Kind: kind,
    Attempts: attempts > 1 ? attempts : '',
  }
  element.append(facts(values))
  if (response !== '') {
    const summary = create('summary', {}, 'What the portal sent')
    element.append(create('details', {}, summary, create('pre', { tabindex: '0' }, response)))
  }
}

/**
 * Creates a list of the non-empty values.
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
 * Returns a `B24Error` and rethrows anything else, which is a defect of this page.
 *
 * @param {unknown} error
 */
export function known(error) {
  if (error instanceof B24Error) return error
  throw error
}
