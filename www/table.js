// The table of people. In a narrow frame the style sheet shows each row as a card.

/** @import { User } from 'b24-wasm' */

import { create } from './dom.js'
import { date, dateTime, fullName, initials } from './format.js'

/** Background tints of initials. */
const TINTS = 6

const PLACEHOLDERS = 10

/**
 * Replaces the rows.
 *
 * @param {HTMLElement} body
 * @param {readonly User[]} users
 */
export function showRows(body, users) {
  body.replaceChildren(...users.map(row))
}

/**
 * Shows placeholder rows.
 *
 * @param {HTMLElement} body
 */
export function showPlaceholders(body) {
  const columns = body.parentElement?.querySelectorAll('th').length ?? 0
  const cells = () =>
    Array.from({ length: columns }, () => create('td', { role: 'cell' }, create('i')))
  const rows = Array.from({ length: PLACEHOLDERS }, () =>
    create('tr', { role: 'row', class: 'placeholder', 'aria-hidden': 'true' }, ...cells()),
  )
  body.replaceChildren(...rows)
}

/** @param {User} user */
function row(user) {
  const person = create(
    'span',
    { class: 'person' },
    portrait(user),
    create('b', {}, fullName(user)),
  )
  return create(
    'tr',
    { role: 'row' },
    cell('', person),
    cell('Position', user.WORK_POSITION),
    cell('City', user.PERSONAL_CITY),
    cell('Departments', (user.UF_DEPARTMENT ?? []).join(', ')),
    cell('E-mail, phone', contacts(user)),
    cell('State', state(user)),
    cell('Last login', user.LAST_LOGIN && time(user.LAST_LOGIN)),
  )
}

/**
 * @param {string} label what the cell holds, for a card, which has no headers
 * @param {Node | string | false | null | undefined} content
 */
function cell(label, content) {
  const none = create('span', { class: 'none', 'aria-label': 'none' }, '–')
  return create('td', { role: 'cell', 'data-label': label }, content || none)
}

/** @param {User} user */
function contacts(user) {
  const phone = user.PERSONAL_MOBILE || user.WORK_PHONE || user.PERSONAL_PHONE
  const links = []
  if (user.EMAIL) links.push(link(`mailto:${user.EMAIL}`, user.EMAIL))
  if (phone) links.push(link(`tel:${phone}`, phone))
  return links.length > 0 && create('span', {}, ...links)
}

/** @param {User} user */
function state({ ACTIVE }) {
  return create(
    'span',
    { class: ACTIVE ? 'badge active' : 'badge' },
    ACTIVE ? 'Active' : 'Dismissed',
  )
}

/**
 * @param {string} href
 * @param {string} text
 */
function link(href, text) {
  return create('a', { href, title: text }, text)
}

/** @param {string} text */
function time(text) {
  return create('time', { datetime: text, title: dateTime(text) }, date(text))
}

/**
 * Creates a photo over initials, which are visible if the photo is missing or fails to load.
 *
 * @param {User} user
 */
function portrait(user) {
  const tint = String(user.ID % TINTS)
  const frame = create(
    'span',
    { class: 'portrait', 'data-tint': tint, 'aria-hidden': 'true' },
    initials(user),
  )
  if (user.PERSONAL_PHOTO) {
    const photo = create('img', { alt: '', width: '36', height: '36', loading: 'lazy' })
    photo.addEventListener('error', () => photo.remove())
    photo.src = user.PERSONAL_PHOTO
    frame.append(photo)
  }
  return frame
}
