// Code that reads rows of lists, of which the parameters select members, and compiles.

import type { B24, Methods } from 'b24-wasm'

import { same } from './same.js'

export async function selected(b24: B24) {
  const deals = b24.list('crm.deal.list', { select: ['ID', 'CURRENCY_ID', 'CLOSEDATE'] })
  for await (const deal of deals) {
    const texts: (string | null | undefined)[] = [deal.CURRENCY_ID, deal.CLOSEDATE]
    console.log(texts)
  }
  const { result: leads } = await b24.crm.lead.list({ select: ['SOURCE_ID', 'EMAIL'] })
  const source: string | undefined = leads[0]?.SOURCE_ID
  const { result: contacts } = await b24.crm.contact.list({ select: ['PHONE'] })
  const phone: string | undefined = contacts[0]?.PHONE?.[0]?.VALUE
  const { result: companies } = await b24.crm.company.list({ select: ['INDUSTRY', 'PHONE'] })
  const industry: string | null | undefined = companies[0]?.INDUSTRY
  const { result: quotes } = await b24.crm.quote.list({ select: ['CLOSEDATE'] })
  const close: string | null | undefined = quotes[0]?.CLOSEDATE
  const { result: page } = await b24.crm.item.list({ entityTypeId: 2, select: ['createdTime'] })
  const created: string | undefined = page.items[0]?.createdTime
  console.log(source, phone, industry, close, created)
}

export function own(row: Methods['crm.deal.list']['row']) {
  // What the list documents is as it documents it, and a field of one portal is unknown.
  same<typeof row.TITLE, string | undefined>(true)
  same<typeof row.UF_CRM_OTHER, unknown>(true)
}

export async function order(b24: B24) {
  await b24.crm.lead.list({ order: { ID: 'DESC' } })
  await b24.call('crm.invoice.list', { order: { ID: 'ASC' }, filter: { '>ID': 5 } })
}
