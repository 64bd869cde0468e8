// The active conditions, each with a button to remove it.

/** @import { Condition } from './filter.js' */

import { create } from './dom.js'

/**
 * Lists the conditions. If there are two or more, a button removes all of them.
 *
 * @param {HTMLElement} list
 * @param {readonly Condition[]} conditions
 * @param {(condition: Condition) => void} onRemove
 * @param {() => void} onClear
 */
export function showConditions(list, conditions, onRemove, onClear) {
  const chips = conditions.map((condition) => {
    const { label } = condition
    const name = create('span', { class: 'label' }, label)
    const cross = create('span', { 'aria-hidden': 'true' }, '×')
    const attributes = {
      type: 'button',
      class: 'chip',
      title: label,
      'aria-label': `Remove: ${label}`,
    }
    const button = create('button', attributes, name, cross)
    button.addEventListener('click', () => onRemove(condition))
    return button
  })
  if (chips.length > 1) {
    const clear = create('button', { type: 'button', class: 'link' }, 'Clear all')
    clear.addEventListener('click', onClear)
    chips.push(clear)
  }
  const focused = [...list.querySelectorAll('button')].findIndex((chip) => chip.matches(':focus'))
  list.replaceChildren(...chips.map((chip) => create('li', {}, chip)))
  if (chips.length === 0) list.append(create('li', { class: 'quiet' }, 'No conditions: everybody.'))
  if (focused >= 0) chips[Math.min(focused, chips.length - 1)]?.focus()
}
