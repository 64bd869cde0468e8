// References to members that no record has: one mistake per statement.

import { B24 } from 'b24-wasm'

export function misspelt() {
  // @ts-expect-error a misspelt member
  B24.ref('deal', 'crm.deal.get').ASSIGNED_BY
  // @ts-expect-error a misspelt member of a row
  B24.ref('deals', 'crm.deal.list')[0].TITEL
  // @ts-expect-error a member of a record that the result contains
  B24.ref('item', 'crm.item.get').assignedById
  // @ts-expect-error a misspelt member of a record that the result contains
  B24.ref('item', 'crm.item.get').item.asignedById
  // @ts-expect-error a misspelt member of a row that the result contains
  B24.ref('items', 'crm.item.list').items[49].ttile
  // @ts-expect-error a misspelt list
  B24.ref('items', 'crm.item.list').item
  // @ts-expect-error a misspelt member of a method that the core defines
  B24.ref('me', 'user.current').NAMES
}
