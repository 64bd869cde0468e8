// The app's own real-time events.

import type { B24, EventsState, PushedEvent } from 'b24-wasm'
import { mockB24 } from 'b24-wasm/testing'

import { same } from './same.js'

declare module 'b24-wasm' {
  interface AppEvents {
    'order.changed': { id: number }
  }
}

export async function receive({ events }: B24) {
  const stop = await events.on('application', 'order.changed', (params, event) => {
    same<typeof params, { id: number }>(true)
    same<typeof event, PushedEvent<{ id: number }>>(true)
    same<typeof event.sentAt, number | undefined>(true)
  })
  same<typeof stop, () => void>(true)
  const options = { timeout: 5000, signal: AbortSignal.timeout(1000) }
  await events.on('other.module', 'other', (params) => same<typeof params, unknown>(true), options)
  await events.onState((state) => same<typeof state, EventsState>(true))
  await events.onMissed(async () => location.reload())
  same<typeof events.state.status, 'connecting' | 'online' | 'offline' | 'closed'>(true)
  await events.close()
}

export async function send({ events }: B24) {
  await events.send('order.changed', { id: 7 }, { to: [1, '577'] })
  await events.send('other', { any: 'thing' }, { module: 'other.module', to: 1 })
  await events.send('other')
}

export async function method({ events }: B24) {
  const { result } = await events({ FULL: true })
  same<typeof result, string[]>(true)
}

export async function double() {
  const { mock } = await mockB24()
  mock.pushEvent('order.changed', { id: 7 })
  same<(typeof mock.sentEvents)[0]['command'], string>(true)
}
