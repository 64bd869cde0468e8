// The list of orders, each with a button that changes it.

/** @import { Currencies } from 'b24-wasm/helpers' */
/** @import { Deal } from './deal-data.js' */

import { create } from './dom.js'

/** The list of orders. */
export class OrderList {
  #list
  #currencies
  #onChange
  /** @type {Map<number, { order: Deal, item: HTMLElement, values: HTMLElement }>} */
  #rows = new Map()

  /**
   * @param {HTMLElement} list
   * @param {Currencies} currencies
   * @param {(order: Deal) => Promise<void>} onChange called when the user changes an order
   */
  constructor(list, currencies, onChange) {
    this.#list = list
    this.#currencies = currencies
    this.#onChange = onChange
  }

  /**
   * Shows orders. A row that exists keeps its button, which may have the focus.
   *
   * @param {readonly Deal[]} orders
   */
  show(orders) {
    const shown = new Set(orders.map(({ id }) => id))
    for (const [id, { item }] of this.#rows) {
      if (shown.has(id)) continue
      item.remove()
      this.#rows.delete(id)
    }
    for (const order of orders) {
      if (this.has(order.id)) this.update(order)
      else this.#add(order)
    }
  }

  /** @param {number} id */
  has(id) {
    return this.#rows.has(id)
  }

  /**
   * Shows a newer state of an order, marked for a moment.
   *
   * @param {Deal} order
   * @param {string} [editor] the name of the person who changed it
   */
  update(order, editor) {
    const row = this.#rows.get(order.id)
    if (!row) return
    const values = this.#values(order, editor)
    if (editor) values.classList.add('changed')
    row.values.replaceWith(values)
    Object.assign(row, { order, values })
  }

  /** @param {Deal} order */
  #add(order) {
    const values = this.#values(order)
    const label = `Change ${order.title}`
    const button = create(
      'button',
      { type: 'button', class: 'plain', 'aria-label': label },
      'Change',
    )
    const item = create('li', {}, values, button)
    const row = { order, item, values }
    button.addEventListener('click', async () => {
      // One change at a time, since the next one builds on its result.
      if (button.getAttribute('aria-disabled') === 'true') return
      button.setAttribute('aria-disabled', 'true')
      await this.#onChange(row.order)
      button.removeAttribute('aria-disabled')
    })
    this.#rows.set(order.id, row)
    this.#list.append(item)
  }

  /**
   * @param {Deal} order
   * @param {string} [editor]
   */
  #values({ title, amount, currency }, editor) {
    const text = create('span', { class: 'order' }, create('b', {}, title))
    if (editor) text.append(create('span', { class: 'quiet' }, `changed by ${editor}`))
    const sum = create(
      'span',
      { class: 'amount' },
      this.#currencies.format(amount, currency, 'en-GB'),
    )
    return create('div', {}, text, sum)
  }
}
