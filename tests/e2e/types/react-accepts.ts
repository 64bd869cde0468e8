// Components for React that compile.

import {
  B24,
  type B24Error,
  type FramedB24,
  type Methods,
  type Progress,
  type User,
} from 'b24-wasm'
import { B24Provider, type B24ProviderProps, useB24, useCall, useList } from 'b24-wasm/react'

import { same } from './same.js'

interface Thing {
  readonly id: number
}

export const element = B24Provider({ connect: B24.frame })
export const props: B24ProviderProps[] = [
  { connect: () => B24.webhook('https://example.bitrix24.com/rest/1/secret/'), children: 'text' },
  { connect: () => B24.frame({ portals: ['*.bitrix24.com'] }) },
]

export function useConnection() {
  const { b24, error, loading, reconnect } = useB24()
  same<typeof b24, FramedB24 | undefined>(true)
  same<typeof error, B24Error | undefined>(true)
  same<typeof loading, boolean>(true)
  reconnect()
  same<typeof plain, B24 | undefined>(true)
  const { b24: plain } = useB24<B24>()
}

export function useCalls(id: number, name: string) {
  const { data: deal, reload, total } = useCall('crm.deal.get', { id })
  same<typeof deal, Methods['crm.deal.get']['result'] | undefined>(true)
  same<typeof total, number | undefined>(true)
  reload()
  const { data: me } = useCall('user.current')
  same<typeof me, User | undefined>(true)
  useCall(
    'crm.deal.list',
    { filter: { '>ID': 5 } },
    { enabled: id > 0, timeout: 5_000, maxAge: 60_000 },
  )
  const { data: things } = useCall<Thing[]>('partner.thing.list', { size: 5 })
  same<typeof things, Thing[] | undefined>(true)
  useCall<Thing>(name)
}

export function useLists() {
  const { rows, progress, error, done, stop } = useList('user.get', { filter: { ACTIVE: true } })
  same<typeof rows, readonly User[]>(true)
  same<typeof progress, Progress | undefined>(true)
  same<typeof error, B24Error | undefined>(true)
  same<typeof done, boolean>(true)
  stop()
  const { rows: items } = useList('crm.item.list', { entityTypeId: 2 }, { take: 200 })
  same<(typeof items)[number], Methods['crm.item.list']['row']>(true)
  const { rows: things } = useList<Thing>('partner.thing.list', {}, { by: 'ID', enabled: false })
  same<typeof things, readonly Thing[]>(true)
}
