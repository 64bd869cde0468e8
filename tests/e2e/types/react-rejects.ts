// Components for React that do not compile: one mistake per statement.

import { B24 } from 'b24-wasm'
import { B24Provider, useCall, useList } from 'b24-wasm/react'

export function useMistakes() {
  // @ts-expect-error a misspelt method
  useCall('crm.deal.gett', { id: 5 })
  // @ts-expect-error a missing parameter
  useCall('crm.deal.get')
  // @ts-expect-error a misspelt parameter
  useCall('crm.deal.list', { filtre: {} })
  // @ts-expect-error a misspelt field
  useCall('user.get', { filter: { LAST_NMAE: 'an' } })
  // @ts-expect-error a signal, which the hook has
  useCall('user.current', {}, { signal: new AbortController().signal })
  // @ts-expect-error a method that returns no list
  useList('crm.deal.get', { id: 5 })
  // @ts-expect-error a misspelt method
  useList('crm.deal.lists')
  // @ts-expect-error a parameter that the list sets
  useList('crm.deal.list', { start: 50 })
  // @ts-expect-error a misspelt option
  useList('crm.deal.list', {}, { takes: 5 })
  // @ts-expect-error a promise in place of a function
  B24Provider({ connect: B24.frame() })
}
