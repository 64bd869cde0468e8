// Code that uses documented methods beside CRM and compiles.

import { B24 } from 'b24-wasm'

import { same } from './same.js'

export async function tasks(b24: B24) {
  const { result } = await b24.tasks.task.list({
    filter: { '<=DEADLINE': new Date(), RESPONSIBLE_ID: [1, 2] },
    order: { DEADLINE: 'asc,nulls' },
    select: ['ID', 'TITLE'],
    start: 50,
  })
  const id = result.tasks[0]?.id
  await b24.tasks.task.add({
    fields: { TITLE: 'x', RESPONSIBLE_ID: 7, DEADLINE: '2026-01-31', UF_CRM_TASK: ['D_5'] },
  })
  await b24.call('tasks.task.update', { taskId: id ?? 5, fields: { PRIORITY: 2, TITLE: 'y' } })
  await b24.list('tasks.task.list', { filter: { '>ID': 1 } }).toArray()
  await b24.call('task.commentitem.getlist', [5, { ID: 'asc' }])
  await b24.task.commentitem.getlist({ TASKID: 5 })
}

export async function files(b24: B24, file: File) {
  const { result } = await b24.disk.folder.uploadFile({
    id: '5',
    data: { NAME: file.name },
    fileContent: await B24.file(file),
    generateUniqueName: true,
  })
  const address: string = result.DOWNLOAD_URL
  return address
}

export async function elements(b24: B24) {
  const list = { IBLOCK_TYPE_ID: 'lists', IBLOCK_ID: '5' }
  await b24.lists.element.get({ ...list, FILTER: { '>ID': 1 }, ELEMENT_ORDER: { ID: 'asc' } })
  await b24.lists.element.get({ IBLOCK_TYPE_ID: 'lists', IBLOCK_CODE: 'code' })
  await b24.lists.element.add({
    ...list,
    ELEMENT_CODE: 'a',
    FIELDS: { NAME: 'x', PROPERTY_951: ['1', '2'] },
  })
  await b24.call('catalog.product.list', {
    select: ['id', 'iblockId'],
    filter: { iblockId: 5, '>id': 1 },
    order: { id: 'asc' },
    start: 50,
  })
}

export async function messages(b24: B24) {
  const { result } = await b24.im.message.add({ DIALOG_ID: 'chat5', MESSAGE: 'x', SYSTEM: 'N' })
  same<typeof result, number>(true)
  await b24.im.message.add({ DIALOG_ID: 5, MESSAGE: 'x', ATTACH: [{ LINK: { NAME: 'x' } }] })
}

export async function methodsThatAreFolders(b24: B24) {
  await b24.im.notify({ USER_ID: 1, MESSAGE: 'x' })
  await b24.im.notify.read({ ID: 5 })
  await b24.user.option.get({ option: 'x' })
  await b24.calendar.event.get({ type: 'user', ownerId: 1 })
  await b24.calendar.event.get.nearest({ ownerId: 1 })
  await b24.event.bind({ event: 'OnAppUninstall', handler: 'https://example.com' })
  await b24.profile()
}

export async function besideCheckedMethods(b24: B24) {
  const { result: staff } = await b24.im.department.employees.get({ ID: [1], USER_DATA: true })
  staff.get(1)?.[0]?.first_name
  await b24.im.chat.add({ USERS: [1, 2] })
  await b24.user.get({ filter: { ACTIVE: true } })
  await b24.user.access({ ACCESS: ['G2'] })
}
