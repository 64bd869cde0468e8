// The menu of a deal's stages, for keys and touch. All cards share it.

/** @import { Stage } from './deal-data.js' */

import { create } from './dom.js'

/** The distance between the menu, its button and the edges of the window, in pixels. */
const GAP = 4

/** A menu of stages, which Escape and a click elsewhere close. */
export class StageMenu {
  #element = create('div', { class: 'stage-menu', popover: 'auto', role: 'group' })

  /** @param {HTMLElement} parent */
  constructor(parent) {
    parent.append(this.#element)
  }

  /**
   * Opens the menu at a button. The focus is at the current stage, and returns to the button.
   *
   * @param {HTMLElement} button
   * @param {readonly Stage[]} stages
   * @param {string} current
   * @param {(stage: string) => void} onChoose
   */
  open(button, stages, current, onChoose) {
    const items = stages.map(({ id, name }) => {
      const item = create('button', { type: 'button' }, name)
      if (id === current) item.setAttribute('aria-current', 'true')
      item.addEventListener('click', () => {
        this.#element.hidePopover()
        onChoose(id)
      })
      return item
    })
    items.forEach((item, at) => {
      item.addEventListener('keydown', (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
        if (!step) return
        // The page would scroll.
        event.preventDefault()
        items.at((at + step) % items.length)?.focus()
      })
    })
    this.#element.replaceChildren(...items)
    this.#element.setAttribute('aria-label', `${button.getAttribute('aria-label')} to`)
    this.#element.showPopover()
    this.#place(button)
    // Browsers ignore `autofocus` in a frame of another origin.
    items.find((item) => item.hasAttribute('aria-current'))?.focus()
  }

  /** @param {HTMLElement} button */
  #place(button) {
    const { right, top, bottom } = button.getBoundingClientRect()
    const { offsetWidth, offsetHeight, style } = this.#element
    const below = bottom + GAP
    const fits = below + offsetHeight + GAP <= innerHeight
    style.left = `${Math.max(GAP, right - offsetWidth)}px`
    style.top = `${fits ? below : Math.max(GAP, top - GAP - offsetHeight)}px`
  }
}
