// Mistakes in an app's own real-time events.

import type { B24 } from 'b24-wasm'

declare module 'b24-wasm' {
  interface AppEvents {
    'order.changed': { id: number }
  }
}

export async function mistakes({ events }: B24) {
  // @ts-expect-error a text in place of a number
  await events.send('order.changed', { id: '7' })
  // @ts-expect-error a misspelt parameter
  await events.send('order.changed', { ID: 7 })
  // @ts-expect-error no parameters
  await events.send('order.changed')
  // @ts-expect-error parameters that are no object
  await events.send('other', 7)
  // @ts-expect-error a user that is none
  await events.send('order.changed', { id: 7 }, { to: true })
  // @ts-expect-error a parameter that the event does not have
  await events.on('application', 'order.changed', ({ name }) => console.log(name))
  // @ts-expect-error parameters of an event that is not declared
  await events.on('application', 'other', ({ id }) => console.log(id))
  // @ts-expect-error no handler
  await events.on('application', 'order.changed')
}
