// The orders that users change together: the first deals of the portal.

/** @import { B24 } from 'b24-wasm' */
/** @import { Deal } from './deal-data.js' */

import { B24 as Client } from 'b24-wasm'

import { changeDeal, dealOf } from './deal-data.js'
import { fullName } from './format.js'

/** The number of orders that the page shows. */
const COUNT = 4

/** What a change adds to the amount of an order. */
const STEP = 100

/**
 * Reads the orders.
 *
 * @param {B24} b24
 */
export async function readOrders(b24) {
  const select = ['ID', 'TITLE', 'OPPORTUNITY', 'CURRENCY_ID']
  const { result } = await b24.crm.deal.list({ select, order: { ID: 'ASC' } })
  return result.slice(0, COUNT).map(dealOf)
}

/**
 * Adds to the amount of an order.
 *
 * @param {B24} b24
 * @param {Deal} order
 */
export function raise(b24, { id, amount }) {
  return changeDeal(b24, id, { OPPORTUNITY: amount + STEP, IS_MANUAL_OPPORTUNITY: 'Y' })
}

/**
 * Reads an order with the person who changed it last, in one request.
 *
 * @param {B24} b24
 * @param {number} id
 */
export async function readChange(b24, id) {
  const { MODIFY_BY_ID } = Client.ref('order', 'crm.deal.get')
  const { order, people } = await b24.batch({
    order: ['crm.deal.get', { id }],
    people: ['user.get', { ID: MODIFY_BY_ID }],
  })
  if (!order.ok) throw order.error
  // The change can be shown without the name.
  const person = people.ok ? people.result[0] : undefined
  return { order: dealOf(order.result), editor: person ? fullName(person) : 'Somebody' }
}

/**
 * Returns the identifier in the parameters of an event, which any user of the app may have sent;
 * undefined if there is none.
 *
 * @param {unknown} params
 */
export function orderId(params) {
  const id = Number(/** @type {{ id?: unknown }} */ (params).id)
  return Number.isSafeInteger(id) && id > 0 ? id : undefined
}
