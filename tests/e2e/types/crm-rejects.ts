// Code that uses CRM methods and does not compile: one mistake per statement.

import { B24 } from 'b24-wasm'

export async function deals(b24: B24) {
  // @ts-expect-error a misspelt parameter
  await b24.call('crm.deal.list', { selct: ['ID'] })
  // @ts-expect-error a text in place of a list
  await b24.call('crm.deal.list', { select: 'ID' })
  // @ts-expect-error a number in place of conditions
  await b24.call('crm.deal.list', { filter: 5 })
  // @ts-expect-error a text in place of fields with directions
  await b24.crm.deal.list({ order: 'ID' })
  // @ts-expect-error a boolean in place of a number
  await b24.crm.deal.list({ start: true })
  // @ts-expect-error the identifier is missing
  await b24.call('crm.deal.get', {})
  // @ts-expect-error the parameters are missing
  await b24.call('crm.deal.get')
  // @ts-expect-error a parameter that the method does not have
  await b24.call('crm.deal.get', { id: 1, select: ['ID'] })
  // @ts-expect-error a boolean in place of an identifier
  await b24.crm.deal.get({ id: true })
  // @ts-expect-error an identifier by itself
  await b24.crm.deal.get(5)
  // @ts-expect-error a misspelt parameter
  await b24.call('crm.deal.add', { field: { TITLE: 'x' } })
  // @ts-expect-error a text in place of fields
  await b24.call('crm.deal.add', { fields: 'TITLE' })
  // @ts-expect-error a number in place of a text
  await b24.call('crm.deal.add', { fields: { TITLE: 5 } })
  // @ts-expect-error a number in place of a list
  await b24.crm.deal.add({ fields: { CONTACT_IDS: 5 } })
  // @ts-expect-error a boolean, which is not sent as Y
  await b24.crm.deal.add({ fields: {}, params: { REGISTER_SONET_EVENT: true } })
  // @ts-expect-error the identifier is missing
  await b24.call('crm.deal.update', { fields: { TITLE: 'x' } })
  // @ts-expect-error a list in place of fields' values
  await b24.call('crm.deal.update', { id: 1, fields: { TITLE: ['x'] } })
  // @ts-expect-error a number in place of a date
  await b24.call('crm.deal.update', { id: 1, fields: { BEGINDATE: 5 } })
  // @ts-expect-error fields beside the identifier
  await b24.crm.deal.update({ id: 1, TITLE: 'x' })
  // @ts-expect-error an object in place of an identifier
  await b24.crm.deal.update({ id: { ID: 1 }, fields: {} })
}

export async function contacts(b24: B24) {
  // @ts-expect-error a misspelt parameter
  await b24.crm.lead.add({ field: {} })
  // @ts-expect-error fields without their parameter
  await b24.crm.lead.add({ TITLE: 'x' })
  // @ts-expect-error a text in place of telephone numbers
  await b24.crm.lead.add({ fields: { PHONE: '1' } })
  // @ts-expect-error a number in place of a telephone number
  await b24.crm.lead.add({ fields: { PHONE: [{ VALUE: 1 }] } })
  // @ts-expect-error a number in place of a text
  await b24.crm.lead.add({ fields: { TITLE: 1 } })
  // @ts-expect-error a misspelt parameter
  await b24.crm.contact.list({ filtr: {} })
  // @ts-expect-error a text in place of conditions
  await b24.crm.contact.list({ filter: 'ID=1' })
  // @ts-expect-error a text in place of a list
  await b24.crm.contact.list({ SELECT: 'ID' })
  // @ts-expect-error a number in place of a direction
  await b24.crm.contact.list({ order: { ID: 1 } })
  // @ts-expect-error an option among the parameters
  await b24.crm.contact.list({ timeout: 5000 })
  // @ts-expect-error a misspelt parameter
  await b24.crm.contact.add({ Fields: {} })
  // @ts-expect-error a list in place of fields
  await b24.crm.contact.add({ fields: 1 })
  // @ts-expect-error a number in place of a text
  await b24.crm.contact.add({ fields: { NAME: 1 } })
  // @ts-expect-error a boolean in place of an identifier
  await b24.crm.contact.add({ fields: { ASSIGNED_BY_ID: true } })
  // @ts-expect-error a field beside the others
  await b24.crm.contact.add({ fields: {}, NAME: 'John' })
  // @ts-expect-error a misspelt parameter
  await b24.crm.company.list({ limit: 5 })
  // @ts-expect-error a number in place of a list
  await b24.crm.company.list({ select: 1 })
  // @ts-expect-error numbers in place of names
  await b24.crm.company.list({ select: [1] })
  // @ts-expect-error a boolean in place of conditions
  await b24.crm.company.list({ filter: true })
  // @ts-expect-error a list in place of a number
  await b24.crm.company.list({ start: [50] })
}

export async function items(b24: B24) {
  // @ts-expect-error the type is missing
  await b24.crm.item.list({ select: ['id'] })
  // @ts-expect-error a misspelt parameter
  await b24.crm.item.list({ entityTypeID: 2 })
  // @ts-expect-error a list in place of the type
  await b24.crm.item.list({ entityTypeId: [2] })
  // @ts-expect-error a boolean, which is not sent as Y
  await b24.crm.item.list({ entityTypeId: 2, useOriginalUfNames: true })
  // @ts-expect-error a text in place of a list
  await b24.crm.item.list({ entityTypeId: 2, select: '*' })
  // @ts-expect-error the type is missing
  await b24.crm.item.add({ fields: {} })
  // @ts-expect-error the fields are missing
  await b24.crm.item.add({ entityTypeId: 2 })
  // @ts-expect-error a number in place of a text
  await b24.crm.item.add({ entityTypeId: 2, fields: { title: 5 } })
  // @ts-expect-error a text in place of fields
  await b24.crm.item.add({ entityTypeId: 2, fields: 'title' })
  // @ts-expect-error a field beside the others
  await b24.crm.item.add({ entityTypeId: 2, fields: {}, title: 'x' })
  // @ts-expect-error the identifier is missing
  await b24.crm.item.update({ entityTypeId: 2, fields: {} })
  // @ts-expect-error the type is missing
  await b24.crm.item.update({ id: 1, fields: {} })
  // @ts-expect-error the fields are missing
  await b24.crm.item.update({ entityTypeId: 2, id: 1 })
  // @ts-expect-error a list in place of an identifier
  await b24.crm.item.update({ entityTypeId: 2, id: [1], fields: {} })
  // @ts-expect-error a boolean in place of a text
  await b24.crm.item.update({ entityTypeId: 2, id: 1, fields: { title: true } })
}

export async function activities(b24: B24) {
  const owner = { ownerTypeId: 2, ownerId: 5 }
  // @ts-expect-error the deadline is missing
  await b24.crm.activity.todo.add(owner)
  // @ts-expect-error a number in place of a date
  await b24.crm.activity.todo.add({ ...owner, deadline: 5 })
  // @ts-expect-error the owner is missing
  await b24.crm.activity.todo.add({ ownerTypeId: 2, deadline: '2026-01-31' })
  // @ts-expect-error a misspelt parameter
  await b24.crm.activity.todo.add({ ...owner, deadline: '2026-01-31', tittle: 'x' })
  // @ts-expect-error a number in place of a text
  await b24.crm.activity.todo.add({ ...owner, deadline: '2026-01-31', title: 1 })
  // @ts-expect-error a parameter that the method does not have
  await b24.crm.status.list({ limit: 5 })
  // @ts-expect-error a text in place of conditions
  await b24.crm.status.list({ filter: 'STATUS' })
  // @ts-expect-error a text in place of fields with directions
  await b24.crm.status.list({ order: 'SORT' })
  // @ts-expect-error an option among the parameters
  await b24.crm.status.list({ signal: new AbortController().signal })
  // @ts-expect-error a number in place of parameters
  await b24.crm.status.list(5)
}
