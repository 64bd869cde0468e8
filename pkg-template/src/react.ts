// The entry `b24-wasm/react`: hooks for React 18 and 19.

export type { Connect, ConnectionState } from './hooks/connect.js'
export type { CallSettings, CallState } from './hooks/call.js'
export type { ListSettings, ListState } from './hooks/list.js'
export { type B24Connection, B24Provider, type B24ProviderProps, useB24 } from './react/provider.js'
export { useCall, type UsedCall, type UsedList, useList } from './react/requests.js'
