// Components for Vue that compile.

import {
  B24,
  type B24Error,
  type FramedB24,
  type Methods,
  type Progress,
  type User,
} from 'b24-wasm'
import { createB24, useB24, useCall, useList } from 'b24-wasm/vue'
import { type App, type ComputedRef, ref, type ShallowRef } from 'vue'

import { same } from './same.js'

interface Thing {
  readonly id: number
}

export function plugins(app: App) {
  app.use(createB24(B24.frame))
  app.use(createB24(() => B24.webhook('https://example.bitrix24.com/rest/1/secret/')))
}

export async function useConnection() {
  const { b24, error, loading, reconnect } = useB24()
  same<typeof b24, Readonly<ShallowRef<FramedB24 | undefined>>>(true)
  same<typeof error.value, B24Error | undefined>(true)
  same<typeof loading.value, boolean>(true)
  await reconnect()
}

export function useCalls(id: number, name: string) {
  const { data: deal, reload, total } = useCall('crm.deal.get', { id })
  same<typeof deal, ComputedRef<Methods['crm.deal.get']['result'] | undefined>>(true)
  same<typeof total.value, number | undefined>(true)
  reload()
  const selected = ref(5)
  useCall('crm.deal.get', () => ({ id: selected.value }), { enabled: () => selected.value > 0 })
  const params = ref({ filter: { ACTIVE: true } })
  const { data: people } = useCall('user.get', params, { timeout: 5_000 })
  same<typeof people.value, User[] | undefined>(true)
  const { data: things } = useCall<Thing[]>('partner.thing.list', { size: 5 })
  same<typeof things.value, Thing[] | undefined>(true)
  useCall<Thing>(name)
}

export function useLists() {
  const { rows, progress, done, stop } = useList('user.get', { filter: { ACTIVE: true } })
  same<typeof rows.value, readonly User[]>(true)
  same<typeof progress.value, Progress | undefined>(true)
  same<typeof done.value, boolean>(true)
  stop()
  const { rows: things } = useList<Thing>('partner.thing.list', {}, { by: 'ID', take: 5 })
  same<typeof things.value, readonly Thing[]>(true)
}
