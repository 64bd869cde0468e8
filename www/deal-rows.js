// The product rows of a deal.

import { create } from './dom.js'
import { integer } from './format.js'

/**
 * A row of `crm.deal.productrows.get`; the price is the one with discount and tax.
 *
 * @typedef {{ PRODUCT_NAME: string, PRICE: number, QUANTITY: number, MEASURE_NAME: string }} ProductRow
 */

/**
 * Lists product rows, each with its sum.
 *
 * @param {HTMLElement} list
 * @param {readonly ProductRow[]} rows
 * @param {(amount: number) => string} money
 */
export function showProductRows(list, rows, money) {
  const items = rows.map(({ PRODUCT_NAME, PRICE, QUANTITY, MEASURE_NAME }) =>
    create(
      'li',
      {},
      create('span', {}, PRODUCT_NAME),
      create('span', { class: 'quiet' }, `${integer(QUANTITY)} ${MEASURE_NAME} × ${money(PRICE)}`),
      create('b', {}, money(PRICE * QUANTITY)),
    ),
  )
  const none = create('li', { class: 'quiet' }, 'The deal has no products.')
  list.replaceChildren(...(items.length > 0 ? items : [none]))
}
