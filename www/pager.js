// The pages of a result.

import { byId } from './dom.js'
import { integer } from './format.js'

/** The page controls. */
export class Pager {
  #previous = byId('previous', HTMLButtonElement)
  #next = byId('next', HTMLButtonElement)
  #input = byId('page', HTMLInputElement)
  #count = byId('pages', HTMLElement)
  #page = 1
  #pages = 1

  /** @param {(page: number) => void} onTurn called with a page, from 1 on */
  constructor(onTurn) {
    /** @param {number} page */
    const turn = (page) => {
      const target = Math.min(Math.max(Math.trunc(page) || this.#page, 1), this.#pages)
      this.#input.value = String(target)
      if (target !== this.#page) onTurn(target)
    }
    this.#previous.addEventListener('click', () => turn(this.#page - 1))
    this.#next.addEventListener('click', () => turn(this.#page + 1))
    this.#input.addEventListener('change', () => turn(this.#input.valueAsNumber))
    this.show(1, 1)
  }

  /**
   * @param {number} page
   * @param {number} pages
   */
  show(page, pages) {
    this.#page = page
    this.#pages = Math.max(pages, 1)
    this.#input.value = String(page)
    this.#input.max = String(this.#pages)
    this.#count.textContent = integer(this.#pages)
    // The `disabled` attribute would remove the focus from the button on the last page.
    this.#previous.setAttribute('aria-disabled', String(page <= 1))
    this.#next.setAttribute('aria-disabled', String(page >= this.#pages))
  }
}
