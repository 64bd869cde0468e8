// The entry `b24-wasm/vue`: composables for Vue 3.

export type { Connect } from './hooks/connect.js'
export type { CallSettings, CallState } from './hooks/call.js'
export type { ListSettings, ListState } from './hooks/list.js'
export { type B24Connection, createB24, useB24 } from './vue/connection.js'
export { useCall, type UsedCall, type UsedList, useList } from './vue/requests.js'
