// Batches of CRM methods that do not compile: one mistake per statement.

import { B24 } from 'b24-wasm'

export async function batches(b24: B24) {
  const deal = B24.ref('deal', 'crm.deal.get')
  // @ts-expect-error a misspelt parameter
  await b24.batch({ a: ['crm.deal.list', { selct: ['ID'] }] })
  // @ts-expect-error the identifier is missing
  await b24.batch({ a: ['crm.deal.get', {}] })
  // @ts-expect-error the parameters are missing
  await b24.batch({ a: ['crm.item.list'] })
  // @ts-expect-error a word in place of an identifier
  await b24.batch({ a: ['crm.deal.get', { id: 'five' }] })
  // @ts-expect-error a reference to a text in place of a number
  await b24.batch({ a: ['im.user.get', { ID: deal.TITLE }] })
  // @ts-expect-error a number in place of a field's text
  await b24.batch({ a: ['crm.deal.add', { fields: { TITLE: 5 } }] })
  // @ts-expect-error a boolean among identifiers
  await b24.batch({ a: ['crm.deal.add', { fields: { CONTACT_IDS: [1, true] } }] })
}
