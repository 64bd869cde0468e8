// Code that uses documented methods beside CRM and does not compile: one mistake per statement.

import { B24 } from 'b24-wasm'

export async function tasks(b24: B24) {
  // @ts-expect-error a misspelt parameter
  await b24.tasks.task.list({ filtr: {} })
  // @ts-expect-error a text in place of a list
  await b24.tasks.task.list({ select: 'ID' })
  // @ts-expect-error a number in place of conditions
  await b24.tasks.task.list({ filter: 5 })
  // @ts-expect-error a boolean in place of a direction
  await b24.tasks.task.list({ order: { ID: true } })
  // @ts-expect-error an object in place of a number
  await b24.tasks.task.list({ start: {} })
  // @ts-expect-error the fields are missing
  await b24.tasks.task.add({})
  // @ts-expect-error fields without their parameter
  await b24.tasks.task.add({ TITLE: 'x', RESPONSIBLE_ID: 1 })
  // @ts-expect-error a number in place of a text
  await b24.tasks.task.add({ fields: { TITLE: 5 } })
  // @ts-expect-error a number in place of a date
  await b24.tasks.task.add({ fields: { TITLE: 'x', DEADLINE: 5 } })
  // @ts-expect-error a text in place of a list
  await b24.tasks.task.add({ fields: { TITLE: 'x', UF_CRM_TASK: 'D_5' } })
  // @ts-expect-error the identifier is missing
  await b24.tasks.task.update({ fields: {} })
  // @ts-expect-error the fields are missing
  await b24.tasks.task.update({ taskId: 5 })
  // @ts-expect-error another method's name of the parameter
  await b24.tasks.task.update({ id: 5, fields: {} })
  // @ts-expect-error a boolean in place of an identifier
  await b24.tasks.task.update({ taskId: true, fields: {} })
  // @ts-expect-error a boolean in place of an identifier
  await b24.tasks.task.update({ taskId: 5, fields: { RESPONSIBLE_ID: true } })
}

export async function files(b24: B24) {
  const data = { NAME: 'a.txt' }
  // @ts-expect-error the folder is missing
  await b24.disk.folder.uploadFile({ data })
  // @ts-expect-error the name is missing
  await b24.disk.folder.uploadFile({ id: 5, fileContent: ['a.txt', 'YQ=='] })
  // @ts-expect-error a text in place of an object
  await b24.disk.folder.uploadFile({ id: 5, data: 'a.txt' })
  // @ts-expect-error a text in place of a name and content
  await b24.disk.folder.uploadFile({ id: 5, data, fileContent: 'YQ==' })
  // @ts-expect-error a word in place of a switch
  await b24.disk.folder.uploadFile({ id: 5, data, generateUniqueName: 'yes' })
}

export async function elements(b24: B24) {
  const list = { IBLOCK_TYPE_ID: 'lists', IBLOCK_ID: 5 }
  // @ts-expect-error neither the identifier nor the code of the list
  await b24.lists.element.get({ IBLOCK_TYPE_ID: 'lists' })
  // @ts-expect-error the type is missing
  await b24.lists.element.get({ IBLOCK_ID: 5 })
  // @ts-expect-error the parameter in another case
  await b24.lists.element.get({ ...list, filter: {} })
  // @ts-expect-error a text in place of conditions
  await b24.lists.element.get({ ...list, FILTER: 'ID=1' })
  // @ts-expect-error a text in place of fields with directions
  await b24.lists.element.get({ ...list, ELEMENT_ORDER: 'ID' })
  // @ts-expect-error the fields are missing
  await b24.lists.element.add({ ...list, ELEMENT_CODE: 'a' })
  // @ts-expect-error the code is missing
  await b24.lists.element.add({ ...list, FIELDS: { NAME: 'x' } })
  // @ts-expect-error the name is missing
  await b24.lists.element.add({ ...list, ELEMENT_CODE: 'a', FIELDS: { PROPERTY_5: 'x' } })
  // @ts-expect-error a number in place of a text
  await b24.lists.element.add({ ...list, ELEMENT_CODE: 'a', FIELDS: { NAME: 5 } })
  // @ts-expect-error a misspelt parameter
  await b24.lists.element.add({ ...list, ELEMENT_CODE: 'a', FIELDS: { NAME: 'x' }, SECTION_ID: 5 })
  // @ts-expect-error a misspelt parameter
  await b24.catalog.product.list({ selct: ['id'] })
  // @ts-expect-error a text in place of a list
  await b24.catalog.product.list({ select: 'id' })
  // @ts-expect-error a boolean in place of a number
  await b24.catalog.product.list({ start: true })
  // @ts-expect-error a number in place of conditions
  await b24.catalog.product.list({ filter: 5 })
  // @ts-expect-error a text in place of fields with directions
  await b24.catalog.product.list({ order: 'id' })
}

export async function messages(b24: B24) {
  // @ts-expect-error the dialog is missing
  await b24.im.message.add({ MESSAGE: 'x' })
  // @ts-expect-error the text is missing
  await b24.im.message.add({ DIALOG_ID: 'chat5' })
  // @ts-expect-error a number in place of a text
  await b24.im.message.add({ DIALOG_ID: 'chat5', MESSAGE: 5 })
  // @ts-expect-error a boolean, which is not sent as Y
  await b24.im.message.add({ DIALOG_ID: 'chat5', MESSAGE: 'x', SYSTEM: true })
  // @ts-expect-error a misspelt parameter
  await b24.im.message.add({ DIALOG_ID: 'chat5', MESSAGE: 'x', REPLY: 5 })
}

export async function others(b24: B24) {
  // @ts-expect-error a method that does not exist
  await b24.crm.deal.lst()
  // @ts-expect-error a name that is no method
  await b24.crm.deal()
  // @ts-expect-error a method without parameters
  await b24.crm.deal.fields({ signal: new AbortController().signal })
}
