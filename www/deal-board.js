// The board: a column for each stage, and a card for each deal. A card is moved by dragging it, or by
// the menu of its button, for keys and touch.

/** @import { Currencies } from 'b24-wasm/helpers' */
/** @import { Deal, Pipeline, Stage } from './deal-data.js' */

import { sums } from './deal-data.js'
import { StageMenu } from './deal-menu.js'
import { create } from './dom.js'
import { counted, integer } from './format.js'

/** The maximum number of cards in a column; the other deals are only counted. */
const MAX_CARDS = 50

/**
 * @typedef {object} Column
 * @property {HTMLElement} section
 * @property {HTMLElement} count
 * @property {HTMLElement} sums
 * @property {HTMLElement} cards
 */

/** The board of a pipeline. */
export class Board {
  #element
  #currencies
  #onMove
  #onOpen
  #menu
  /** @type {Pipeline} */
  #pipeline = { stages: [], deals: [], names: new Map(), requests: 0 }
  /** @type {Map<string, Column>} */
  #columns = new Map()
  /** @type {number | undefined} */
  #dragged
  #opened = 0

  /**
   * @param {HTMLElement} element
   * @param {Currencies} currencies
   * @param {(id: number, stage: string) => void} onMove
   * @param {(id: number) => void} onOpen
   */
  constructor(element, currencies, onMove, onOpen) {
    this.#element = element
    this.#currencies = currencies
    this.#onMove = onMove
    this.#onOpen = onOpen
    // The board itself is replaced with its pipeline.
    this.#menu = new StageMenu(element.parentElement ?? document.body)
  }

  /** @param {Pipeline} pipeline */
  show(pipeline) {
    this.#pipeline = pipeline
    this.#columns = new Map(pipeline.stages.map((stage) => [stage.id, this.#column(stage)]))
    this.#element.replaceChildren(...[...this.#columns.values()].map(({ section }) => section))
    for (const { id } of pipeline.stages) this.update(id)
  }

  /**
   * Shows the deals of a stage again. The focus stays with the deal that had it.
   *
   * @param {string} stage
   */
  update(stage) {
    const column = this.#columns.get(stage)
    if (!column) return
    const deals = this.#pipeline.deals.filter((deal) => deal.stage === stage)
    const texts = sums(deals).map(([currency, sum]) => this.#money(sum, currency))
    column.count.textContent = integer(deals.length)
    column.sums.replaceChildren(...texts.map((text) => create('li', {}, text)))
    const cards = deals.slice(0, MAX_CARDS).map((deal) => this.#card(deal))
    const hidden = deals.length - cards.length
    if (hidden > 0) cards.push(create('li', { class: 'quiet' }, `${counted(hidden, 'deal')} more`))
    const { id, name } = focused(column.cards)
    column.cards.replaceChildren(...cards)
    if (id) this.#focus(Number(id), name)
  }

  /**
   * Marks the card of the opened deal.
   *
   * @param {number} id
   */
  mark(id) {
    this.#opened = id
    for (const card of this.#element.querySelectorAll('[data-id]')) {
      card.classList.toggle('opened', card.getAttribute('data-id') === String(id))
    }
  }

  /**
   * @param {Stage} stage
   * @returns {Column}
   */
  #column({ id, name, color }) {
    const count = create('span', { class: 'quiet' })
    const title = create('h3', {}, name, ' ', count)
    const totals = create('ul', { class: 'sums', 'aria-label': `Sums: ${name}` })
    const cards = create('ul', { class: 'cards' })
    const section = create('section', { 'aria-label': name }, title, totals, cards)
    section.style.setProperty('--stage', color)
    section.addEventListener('dragover', (event) => {
      if (!this.#dragged) return
      // Only a cancelled event allows a drop.
      event.preventDefault()
      this.#target(section)
    })
    section.addEventListener('drop', (event) => {
      event.preventDefault()
      const dragged = this.#dragged
      // The card is replaced, so that it receives no event of the end.
      this.#endDrag()
      if (dragged) this.#onMove(dragged, id)
    })
    return { section, count, sums: totals, cards }
  }

  /** @param {Deal} deal */
  #card(deal) {
    const open = create('button', { type: 'button', class: 'deal-title' }, deal.title)
    open.addEventListener('click', () => this.#onOpen(deal.id))
    const card = create(
      'li',
      { class: 'deal', draggable: 'true', 'data-id': String(deal.id) },
      open,
      create('b', {}, this.#money(deal.amount, deal.currency)),
      create('span', { class: 'quiet' }, this.#pipeline.names.get(deal.person) ?? ''),
      this.#mover(deal),
    )
    card.classList.toggle('opened', deal.id === this.#opened)
    card.addEventListener('dragstart', (event) => {
      this.#dragged = deal.id
      event.dataTransfer?.setData('text/plain', deal.title)
      card.classList.add('dragged')
    })
    card.addEventListener('dragend', () => {
      card.classList.remove('dragged')
      this.#endDrag()
    })
    return card
  }

  /**
   * Moves the focus to one of the buttons of a card.
   *
   * @param {number} id
   * @param {string} name the button's class
   */
  #focus(id, name) {
    const element = this.#element.querySelector(`[data-id="${id}"] .${name}`)
    if (element instanceof HTMLElement) element.focus()
  }

  #endDrag() {
    this.#dragged = undefined
    this.#target()
  }

  /**
   * Creates the button of the menu that moves a deal.
   *
   * @param {Deal} deal
   */
  #mover({ id, title, stage }) {
    const attributes = { type: 'button', class: 'mover', 'aria-label': `Move ${title}` }
    const button = create('button', attributes, '⇄')
    button.addEventListener('click', () => {
      this.#menu.open(button, this.#pipeline.stages, stage, (chosen) => {
        this.#onMove(id, chosen)
        this.#focus(id, 'mover')
      })
    })
    return button
  }

  /**
   * Marks the column over which a card is dragged.
   *
   * @param {HTMLElement} [over]
   */
  #target(over) {
    for (const { section } of this.#columns.values()) {
      section.classList.toggle('target', section === over)
    }
  }

  /**
   * @param {number} amount
   * @param {string} currency
   */
  #money(amount, currency) {
    return this.#currencies.format(amount, currency, 'en-GB')
  }
}

/**
 * Returns the deal whose card has the focus, and the class of the focused button.
 *
 * @param {HTMLElement} cards
 */
function focused(cards) {
  const { activeElement } = document
  if (!activeElement || !cards.contains(activeElement)) return { id: '', name: '' }
  const id = activeElement.closest('[data-id]')?.getAttribute('data-id') ?? ''
  return { id, name: activeElement.className }
}
