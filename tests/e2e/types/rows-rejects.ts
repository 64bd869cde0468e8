// Code that uses rows and orders of lists and does not compile: one mistake per statement.

import type { B24, Methods } from 'b24-wasm'

export function rows(deal: Methods['crm.deal.list']['row'], item: Methods['crm.item.list']['row']) {
  // @ts-expect-error a member that may be missing
  deal.CURRENCY_ID.toUpperCase()
  // @ts-expect-error a text in place of a number
  const date: number = deal.CLOSEDATE
  // @ts-expect-error a text in place of a date
  const created: Date | undefined = item.createdTime
  return { date, created }
}

export async function orders(b24: B24) {
  // @ts-expect-error a number in place of fields with directions
  await b24.crm.lead.list({ order: 5 })
  // @ts-expect-error a text in place of fields with directions
  await b24.crm.lead.list({ order: 'ID' })
  // @ts-expect-error a number in place of a direction
  await b24.crm.lead.list({ order: { ID: 1 } })
  // @ts-expect-error a text in place of fields with directions
  await b24.call('crm.invoice.list', { order: 'ID' })
}
