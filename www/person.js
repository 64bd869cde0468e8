// A person in a list: photo or initials, name, and a line below.

import { create } from './dom.js'

/** Background tints of initials. */
const TINTS = 6

/**
 * @typedef {object} Person
 * @property {number} id
 * @property {string} name
 * @property {string | null | undefined} [photo] address
 * @property {string | null | undefined} [line] the text below the name
 * @property {string} [mark] the badge, such as `Head`
 */

/**
 * Lists people.
 *
 * @param {readonly Person[]} people
 */
export function peopleList(people) {
  return create('ul', { class: 'people' }, ...people.map(personItem))
}

/** @param {Person} person */
export function personItem({ id, name, photo, line, mark }) {
  const portrait = create(
    'span',
    { class: 'portrait', 'data-tint': String(id % TINTS), 'aria-hidden': 'true' },
    initials(name),
  )
  if (photo) {
    const image = create('img', { alt: '', width: '36', height: '36', loading: 'lazy' })
    image.addEventListener('error', () => image.remove())
    image.src = photo
    portrait.append(image)
  }
  const text = create('span', { class: 'text' }, create('b', {}, name || `User ${id}`))
  if (mark) text.append(create('span', { class: 'badge active' }, mark))
  if (line) text.append(create('span', { class: 'quiet' }, line))
  return create('li', {}, portrait, text)
}

/** @param {string} name */
function initials(name) {
  const [first = '', second = ''] = name.split(' ')
  return [first, second]
    .map((part) => [...part].slice(0, 1))
    .join('')
    .toUpperCase()
}
