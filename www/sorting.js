// Sorting by the table headers, or by a list if the headers do not fit.

/** @import { User } from 'b24-wasm' */
/** @import { Query } from './state.js' */

import { byId, create } from './dom.js'

/** @typedef {Pick<Query, 'sort' | 'order'>} Sorting */

/** The controls for the order of the rows. */
export class SortControls {
  #headers = [...document.querySelectorAll('th[data-field]')]
  #list = byId('sort-field', HTMLSelectElement)
  #direction = byId('sort-order', HTMLButtonElement)
  /** @type {Sorting} */
  #sorting = { sort: undefined, order: 'ASC' }

  /** @param {(sorting: Sorting) => void} onChange */
  constructor(onChange) {
    this.#list.append(create('option', { value: '' }, 'Sort by id'))
    for (const header of this.#headers) {
      const field = fieldOf(header)
      const button = header.querySelector('button')
      const name = button?.textContent?.toLowerCase()
      this.#list.append(create('option', { value: field }, `Sort by ${name}`))
      button?.addEventListener('click', () => onChange(nextSorting(this.#sorting, field)))
    }
    this.#list.addEventListener('change', () => {
      const chosen = this.#headers.map(fieldOf).find((field) => field === this.#list.value)
      onChange({ sort: chosen, order: 'ASC' })
    })
    this.#direction.addEventListener('click', () => {
      const { sort = 'ID', order } = this.#sorting
      onChange({ sort, order: order === 'ASC' ? 'DESC' : 'ASC' })
    })
  }

  /** @param {Sorting} sorting */
  show({ sort, order }) {
    this.#sorting = { sort, order }
    const direction = order === 'ASC' ? 'ascending' : 'descending'
    for (const header of this.#headers) {
      header.setAttribute('aria-sort', fieldOf(header) === sort ? direction : 'none')
    }
    this.#list.value = sort === 'ID' ? '' : (sort ?? '')
    this.#direction.textContent = order === 'ASC' ? 'Ascending' : 'Descending'
  }
}

/**
 * Returns the sorting after a click on a header: ascending, then descending, then by id.
 *
 * @param {Sorting} before
 * @param {keyof User} field
 * @returns {Sorting}
 */
function nextSorting(before, field) {
  if (before.sort !== field) return { sort: field, order: 'ASC' }
  if (before.order === 'ASC') return { sort: field, order: 'DESC' }
  return { sort: undefined, order: 'ASC' }
}

/** @param {Element} header */
function fieldOf(header) {
  return /** @type {keyof User} */ (header.getAttribute('data-field'))
}
