// The result of a search: people, nobody or an error.

/** @import { B24Error, User } from 'b24-wasm' */

import { byId } from './dom.js'
import { showError } from './errors.js'
import { integer } from './format.js'
import { PAGE_SIZE } from './state.js'
import { showPlaceholders, showRows } from './table.js'

/** The part of the page below the conditions. */
export class Results {
  #section = byId('results', HTMLElement)
  #rows = byId('rows', HTMLElement)
  #summary = byId('summary', HTMLElement)
  #error = byId('error', HTMLElement)

  constructor() {
    showPlaceholders(this.#rows)
  }

  /** Dims the previous result; removes a previous error. */
  showLoading() {
    const { dataset } = this.#section
    this.#section.setAttribute('aria-busy', 'true')
    if (dataset.state !== 'error') return
    // The focused button is removed with the error, so the focus moves to the section.
    if (this.#error.matches(':focus-within')) this.#section.focus()
    this.#error.replaceChildren()
    this.#summary.textContent = 'Searching…'
    showPlaceholders(this.#rows)
    dataset.state = 'loading'
  }

  /**
   * Reports that the search is sent again.
   *
   * @param {number} attempt
   * @param {string} code of the previous attempt's error
   */
  showAttempt(attempt, code) {
    this.#summary.textContent = `Attempt ${attempt}, after ${code}…`
  }

  /**
   * @param {readonly User[]} users of one page
   * @param {number} total
   * @param {number} page from 1 on
   */
  showPeople(users, total, page) {
    showRows(this.#rows, users)
    this.#settle(users.length > 0 ? 'people' : 'empty')
    const first = (page - 1) * PAGE_SIZE + 1
    const range = `${integer(first)}–${integer(first + users.length - 1)}`
    this.#summary.textContent =
      users.length > 0 ? `${range} of ${integer(total)} people` : 'Nobody found'
  }

  /**
   * @param {B24Error} error
   * @param {() => void} onRetry
   */
  showError(error, onRetry) {
    showError(this.#error, error, onRetry)
    this.#settle('error')
    this.#summary.textContent = 'The search failed'
  }

  /** Scrolls to the first row if it is above the view. */
  scrollToStart() {
    if (this.#section.getBoundingClientRect().top < 0) this.#section.scrollIntoView()
  }

  /** @param {'people' | 'empty' | 'error'} state */
  #settle(state) {
    this.#section.removeAttribute('aria-busy')
    this.#section.dataset.state = state
  }
}
