// Components for Vue that do not compile: one mistake per statement.

import { B24 } from 'b24-wasm'
import { createB24, useCall, useList } from 'b24-wasm/vue'

export function useMistakes() {
  // @ts-expect-error a misspelt method
  useCall('crm.deal.gett', { id: 5 })
  // @ts-expect-error a missing parameter
  useCall('crm.deal.get')
  // @ts-expect-error a misspelt parameter
  useCall('crm.deal.list', { filtre: {} })
  // @ts-expect-error a misspelt field
  useCall('user.get', { filter: { LAST_NMAE: 'an' } })
  // @ts-expect-error a method that returns no list
  useList('crm.deal.get', { id: 5 })
  // @ts-expect-error a misspelt method
  useList('crm.deal.lists')
  // @ts-expect-error a parameter that the list sets
  useList('crm.deal.list', { start: 50 })
  // @ts-expect-error a promise in place of a function
  createB24(B24.frame())
}
