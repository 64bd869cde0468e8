// References to earlier commands of a batch compile, independent of the code above them.

import { B24 } from 'b24-wasm'

export async function untyped(b24: B24) {
  await b24.batch({
    deal: ['crm.deal.get', { id: 1 }],
    by: ['user.get', { filter: { ID: B24.ref('deal') } }],
  })
  await b24.batch({ by: ['im.user.get', { ID: B24.ref('deal') }] })
  await b24.batch({ by: ['im.user.get', { ID: B24.ref('deal').ASSIGNED_BY_ID }] })
  await b24.batch({ by: ['im.user.list.get', { ID: B24.ref('deal') }] })
  await b24.batch({ by: ['user.get', { filter: B24.ref('deal').filter }] })
  await b24.batch({ by: ['user.get', { filter: { NAME: B24.ref('deal').TITLE } }] })
  await b24.batch({ by: ['user.get', { ID: B24.ref('deals')[0].ASSIGNED_BY_ID }] })
  await b24.batch([{ method: 'im.user.get', params: { ID: B24.ref(0) } }])
}

export async function memberBeforeRecord(b24: B24) {
  const deal = B24.ref('deal')
  await b24.batch({
    a: ['im.user.get', { ID: deal.ASSIGNED_BY_ID }],
    b: ['im.user.get', { ID: deal }],
    c: ['im.search.user.list', { FIND: deal }],
  })
}

export async function typed(b24: B24) {
  const me = B24.ref('me', 'user.current')
  const people = B24.ref('people', 'user.get')
  await b24.batch({
    one: ['department.get', { filter: { ID: people[0].UF_DEPARTMENT } }],
    two: ['department.get', { ID: people[49].UF_DEPARTMENT[0] }],
    three: ['im.user.get', { ID: me.ID }],
    four: ['user.search', { FIND: me.NAME }],
    five: ['im.department.employees.get', { ID: me.UF_DEPARTMENT }],
  })
}

const use = (...references: unknown[]) => references.length

export function documented() {
  const deal = B24.ref('deal', 'crm.deal.get')
  const { item } = B24.ref('item', 'crm.item.get')
  const row = B24.ref('deals', 'crm.deal.list')[0]
  const { PHONE } = B24.ref('contact', 'crm.contact.get')
  const { items } = B24.ref('items', 'crm.item.list')
  use(deal.ASSIGNED_BY_ID, item.assignedById, row.CURRENCY_ID, PHONE[0].VALUE)
  use(items[0].opportunity, B24.ref('me', 'user.current').UF_DEPARTMENT[0])
}

export function custom() {
  const deal = B24.ref('deal', 'crm.deal.get')
  const { item } = B24.ref('item', 'crm.item.get')
  const { product } = B24.ref('product', 'catalog.product.get')
  use(deal.UF_CRM_USER, deal.PARENT_ID_1032, item.ufCrm5Color, item.parentId1032)
  use(product.property258, B24.ref('elements', 'lists.element.get')[0].PROPERTY_951)
  use(B24.ref('me', 'user.current').UF_PHONE)
}

export function open() {
  // A parameter selects the members of a task, and a map may have any keys.
  const { task } = B24.ref('task', 'tasks.task.get')
  use(task.groupId, B24.ref('tasks', 'tasks.task.list').tasks[0].anyOther)
  use(B24.ref('fields', 'crm.deal.fields').ANY, B24.ref('deal').any)
}

export async function untypedAgain(b24: B24) {
  await b24.batch({ by: ['im.user.get', { ID: B24.ref('deal') }] })
  await b24.batch({ by: ['im.user.get', { ID: B24.ref('deal').ASSIGNED_BY_ID }] })
}
