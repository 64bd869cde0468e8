// Code that uses CRM methods and compiles.

import type { B24, Methods } from 'b24-wasm'

import { same } from './same.js'

type Deal = Methods['crm.deal.list']['row']

export async function deals(b24: B24, title: string | undefined) {
  const { result, total, next } = await b24.call('crm.deal.list', {
    select: ['ID', 'TITLE', 'UF_*'],
    filter: { '>ID': 5, STAGE_ID: ['NEW', 'WON'], '%TITLE': 'x', UF_CRM_OTHER: true },
    order: { ID: 'ASC' },
    start: next_(50),
  })
  same<typeof result, Deal[]>(true)
  const counts: (number | undefined)[] = [total, next]
  for (const deal of result) {
    const text: string | undefined = deal.TITLE
    const { result: whole } = await b24.crm.deal.get({ id: deal.ID }, { timeout: 5000 })
    const other: unknown = whole.UF_CRM_OTHER
    if (deal.ID === '5' || ['6', '7'].includes(deal.ID)) console.log(Number(deal.ID), text)
    switch (deal.ID) {
      case '8':
        console.log(new Map([['8', 1]]).get(deal.ID))
    }
    const responsible: string = whole.ASSIGNED_BY_ID
    await b24.call('crm.deal.get', { ID: 5 })
    await b24.im.user.get({ ID: whole.ASSIGNED_BY_ID })
    await b24.crm.deal.update({ id: deal.ID, fields: { TITLE: title ?? '', OPPORTUNITY: '10.5' } })
    console.log(text, other, responsible, counts)
  }
  const { result: id } = await b24.crm.deal.add({
    fields: {
      TITLE: 'New',
      STAGE_ID: 'NEW',
      ASSIGNED_BY_ID: '7',
      CONTACT_IDS: [1, '2'],
      BEGINDATE: new Date(),
      OPENED: 'Y',
      UF_CRM_OTHER: [1, 2],
      PARENT_ID_1032: 5,
    },
    params: { REGISTER_SONET_EVENT: 'Y' },
  })
  same<typeof id, number>(true)
  await b24.call('crm.deal.update', { id, fields: { COMPANY_ID: null }, params: {} })
  await b24.call('crm.deal.update', { ID: id, FIELDS: { TITLE: 'x' } })
}

export async function others(b24: B24) {
  await b24.crm.lead.add({ fields: { TITLE: 'x', PHONE: [{ VALUE: '1', VALUE_TYPE: 'WORK' }] } })
  await b24.crm.contact.list({ FILTER: { '@ID': [1, 2] }, SELECT: ['ID'], ORDER: { ID: 'desc' } })
  await b24.crm.contact.add({ fields: { NAME: 'John', EMAIL: [{ VALUE: 'a@b.c' }] } })
  await b24.call('crm.company.list', { select: ['ID'], start: -1 })
  await b24.crm.status.list({ filter: { ENTITY_ID: 'STATUS' }, order: { SORT: 'ASC' } })
  await b24.crm.activity.todo.add({
    ownerTypeId: 2,
    ownerId: '5',
    deadline: new Date(),
    pingOffsets: [0, 15],
  })
  const { result } = await b24.crm.item.list({ entityTypeId: 1036, select: ['id', 'ufCrm5*'] })
  const first: number | undefined = result.items[0]?.id
  await b24.crm.item.add({ entityTypeId: 1036, fields: { title: 'x', ufCrm5Color: 'red' } })
  await b24.crm.item.update({ entityTypeId: '1036', id: first ?? 1, fields: { title: 'y' } })
}

export async function lists(b24: B24) {
  for await (const deal of b24.list('crm.deal.list', { filter: { '>ID': 1 } })) {
    same<typeof deal, Deal>(true)
  }
  const items = await b24.list('crm.item.list', { entityTypeId: 1036 }).toArray()
  same<typeof items, Methods['crm.item.list']['row'][]>(true)
  const own = await b24.list<{ id: number }>('crm.item.list', { entityTypeId: 2 }).toArray()
  same<typeof own, { id: number }[]>(true)
  // The facts name no page, but the result is a list, may be one, or contains one.
  b24.list('crm.dealcategory.list')
  b24.list('department.fields' as string)
  b24.list('telephony.externalLine.get')
  b24.list('calendar.event.get', { type: 'user', ownerId: 5 })
  b24.list('im.dialog.messages.get', { DIALOG_ID: 5 })
  b24.list<object>('crm.deal.get', { id: 5 })
  b24.list('crm.deal.mine')
}

export async function unknownToTheDocumentation(b24: B24) {
  await b24.call('crm.deal.list' as string, { MISSING: 1 })
  const { result } = await b24.call<{ ID: string }[]>('crm.deal.list', { MISSING: 1 })
  same<typeof result, { ID: string }[]>(true)
}

const next_ = (at: number | string) => Number(at)
