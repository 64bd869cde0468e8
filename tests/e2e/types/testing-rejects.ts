// Tests of an app that do not compile: one mistake per statement.

import { mockB24 } from 'b24-wasm/testing'

export const rejected = [
  // @ts-expect-error a misspelt method
  mockB24({ 'crm.deal.gett': { ID: '1' } }),
  // @ts-expect-error a title that is a number
  mockB24({ 'crm.deal.get': { ID: '1', TITLE: 5 } }),
  // @ts-expect-error a record in place of a list
  mockB24({ 'crm.deal.list': { ID: '1' } }),
  // @ts-expect-error a list in place of a record
  mockB24({ 'crm.deal.get': () => [{ ID: '1' }] }),
  // @ts-expect-error a text in place of a number
  mockB24({ 'crm.deal.add': () => 'x' }),
  // @ts-expect-error a name that is a number, of a typed method
  mockB24({ 'user.get': [{ ID: 1, NAME: 5 }] }),
  // @ts-expect-error a misspelt field, of a typed method
  mockB24({ 'user.current': { ID: 1, NMAE: 'Ada' } }),
  // @ts-expect-error a parameter that the method does not have
  mockB24({ 'crm.deal.get': ({ dealId }) => ({ ID: dealId }) }),
  // @ts-expect-error the rows without their member
  mockB24({ 'crm.item.list': [{ id: 1 }] }),
  // @ts-expect-error a reply with a result of another type
  mockB24({ 'crm.deal.list': mockB24.reply({ ID: '1' }, { total: 5 }) }),
  // @ts-expect-error a method of REST 3.0 among those of REST 2.0
  mockB24({ 'main.eventlog.tail': { items: [] } }),
  // @ts-expect-error a title that is a number
  mockB24({}, { v3: { 'tasks.task.get': { item: { id: 1, title: 5 } } } }),
  // @ts-expect-error a misspelt option
  mockB24({}, { frames: {} }),
  // @ts-expect-error a misspelt member of the frame's information
  mockB24({}, { frame: { placment: 'DEFAULT' } }),
  // @ts-expect-error an error without a code
  mockB24({ 'crm.deal.get': mockB24.error() }),
]
