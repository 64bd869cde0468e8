// Batches of CRM methods that compile.

import { B24 } from 'b24-wasm'
import type { Methods, Outcome } from 'b24-wasm'

import { same } from './same.js'

export async function named(b24: B24) {
  const deal = B24.ref('deal', 'crm.deal.get')
  const outcomes = await b24.batch({
    deal: ['crm.deal.get', { id: 5 }],
    user: ['im.user.get', { ID: deal.ASSIGNED_BY_ID }],
    users: ['user.get', { filter: { ID: deal.CREATED_BY_ID } }],
    other: ['im.user.get', { ID: deal.UF_CRM_USER }],
    contact: ['crm.contact.get', { ID: B24.ref('deals', 'crm.deal.list')[0].ID }],
    update: { method: 'crm.deal.update', params: { id: deal.ID, fields: { TITLE: deal.TITLE } } },
    added: ['crm.deal.add', { fields: { TITLE: `Copy of ${deal.TITLE}`, UF_CRM_OTHER: 1 } }],
    rows: [
      'crm.deal.productrows.set',
      { id: deal.ID, rows: [{ PRODUCT_ID: B24.ref('added'), PRICE: deal.OPPORTUNITY }] },
    ],
    contacts: ['crm.deal.add', { fields: { CONTACT_IDS: [1, deal.CONTACT_ID, '5'] } }],
    sum: ['crm.deal.add', { fields: { OPPORTUNITY: deal.OPPORTUNITY, PHONE: [deal.UF_PHONE] } }],
    fields: ['crm.deal.fields'],
  })
  same<typeof outcomes.deal, Outcome<Methods['crm.deal.get']['result']>>(true)
  same<typeof outcomes.added, Outcome<number>>(true)
  if (outcomes.deal.ok) outcomes.deal.result.TITLE.toUpperCase()
}

export async function inList(b24: B24) {
  const [first, second] = await b24.batch([['crm.deal.list', { select: ['ID'] }], ['scope']])
  if (first.ok && second.ok) same<typeof first.result, Methods['crm.deal.list']['row'][]>(true)
}
