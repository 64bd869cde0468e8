// Locators over the evaluation of functions: the part of Playwright's that the tests use.

import { eventually } from '../eventually.js'
import { query } from './query.js'

/** @typedef {import('./query.js').Step} Step */

/**
 * Returns a text, or a regular expression, as a pattern. A text is part of another in upper or lower
 * case, unless it is `exact`.
 *
 * @param {string | RegExp} text
 * @param {boolean} [exact]
 */
function pattern(text, exact = false) {
  if (text instanceof RegExp) return { source: text.source, flags: text.flags }
  const source = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return exact ? { source: `^${source}$`, flags: '' } : { source, flags: 'i' }
}

/** The elements that steps lead to, found again by each action. */
export class Locator {
  #frame
  #steps

  /** @param {import('./frame.js').EngineFrame} frame @param {Step[]} steps */
  constructor(frame, steps) {
    this.#frame = frame
    this.#steps = steps
  }

  /** @param {Step} step */
  #with(step) {
    return new Locator(this.#frame, [...this.#steps, step])
  }

  /** @param {string} css @param {{ hasText?: string | RegExp }} [options] */
  locator(css, { hasText } = {}) {
    return this.#with({ css, ...(hasText !== undefined && { hasText: pattern(hasText) }) })
  }

  /** @param {string | RegExp} text @param {{ exact?: boolean }} [options] */
  getByText(text, { exact } = {}) {
    return this.#with({ text: pattern(text, exact) })
  }

  /** @param {{ hasText: string | RegExp }} condition */
  filter({ hasText }) {
    return this.#with({ hasText: pattern(hasText) })
  }

  first = () => this.#with({ nth: 0 })
  last = () => this.#with({ nth: -1 })
  /** @param {number} nth */
  nth = (nth) => this.#with({ nth })

  count = () => this.#run((elements) => elements.length)
  allTextContents = () => this.#run((elements) => elements.map((element) => element.textContent))
  textContent = () => this.evaluate((element) => element.textContent)
  innerText = () => this.evaluate((element) => element.innerText)

  isVisible = () =>
    this.#run((elements) => elements.some((element) => element.getClientRects().length > 0))

  boundingBox = () =>
    this.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return { x, y, width, height }
    })

  /** Clicks the only element, once it is visible and enabled. */
  async click() {
    await eventually(() =>
      this.evaluate((element) => {
        const isReady = element.getClientRects().length > 0 && !element.matches(':disabled')
        if (!isReady) throw new Error(`not visible, or disabled: ${element.outerHTML}`)
        element.click()
      }),
    )
  }

  /** @param {{ state?: 'visible' | 'hidden' }} [options] */
  async waitFor({ state = 'visible' } = {}) {
    await eventually(async () => {
      if ((await this.isVisible()) !== (state === 'visible')) {
        throw new Error(`not ${state}: ${JSON.stringify(this.#steps)}`)
      }
    })
  }

  /**
   * Calls a function in the page with the only element, once it exists.
   *
   * @param {(element: HTMLElement, arg: any) => unknown} work
   * @param {unknown} [arg]
   * @returns {Promise<any>}
   */
  async evaluate(work, arg) {
    await eventually(async () => {
      const count = await this.count()
      if (count !== 1) throw new Error(`${count} elements: ${JSON.stringify(this.#steps)}`)
    })
    return this.#run(`([element], arg) => (${work})(element, arg)`, arg)
  }

  /**
   * @param {string | ((elements: HTMLElement[], arg: any) => unknown)} work
   * @param {unknown} [arg]
   * @returns {Promise<any>}
   */
  #run(work, arg) {
    const source = `([steps, arg]) => (${work})((${query})(steps), arg)`
    return this.#frame.evaluate(source, [this.#steps, arg])
  }
}
