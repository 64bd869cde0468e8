// The conflict of two changes of a deal: both values, and the choice between them.

import { create } from './dom.js'

/**
 * The fields that the form changes.
 *
 * @typedef {{ title: string, amount: number }} Values
 */

/**
 * @typedef {object} Conflict
 * @property {string} text who changed the deal, and when
 * @property {Values} mine
 * @property {Values} theirs
 * @property {(amount: number) => string} money
 * @property {() => void} onMine
 * @property {() => void} onTheirs
 */

/**
 * Returns whether the values are the same.
 *
 * @param {Values} one
 * @param {Values} other
 */
export function same(one, other) {
  return one.title === other.title && one.amount === other.amount
}

/**
 * Returns the person's values where the person changed them, and the latest ones elsewhere.
 *
 * @param {Values} read
 * @param {Values} mine
 * @param {Values} latest
 * @returns {Values}
 */
export function merge(read, mine, latest) {
  return {
    title: mine.title === read.title ? latest.title : mine.title,
    amount: mine.amount === read.amount ? latest.amount : mine.amount,
  }
}

/**
 * Shows both values and two buttons.
 *
 * @param {HTMLElement} element an alert
 * @param {Conflict} conflict
 */
export function showConflict(element, { text, mine, theirs, money, onMine, onTheirs }) {
  const keep = create('button', { type: 'button', class: 'main' }, 'Keep mine')
  const take = create('button', { type: 'button', class: 'plain' }, 'Take theirs')
  keep.addEventListener('click', onMine)
  take.addEventListener('click', onTheirs)
  const values = create(
    'div',
    { class: 'versions' },
    version('Mine', mine, money),
    version('Theirs', theirs, money),
  )
  element.replaceChildren(
    create('p', {}, text),
    values,
    create('p', { class: 'choice' }, keep, take),
  )
}

/**
 * @param {string} name
 * @param {Values} values
 * @param {(amount: number) => string} money
 */
function version(name, { title, amount }, money) {
  return create(
    'section',
    { 'aria-label': name },
    create('h3', {}, name),
    create('p', {}, title),
    create('p', {}, money(amount)),
  )
}
