import { useCallback, useEffect, useReducer, useRef, useState } from 'react'

import type { B24 } from '../b24.js'
import {
  type CallSettings,
  type CallState,
  type Change,
  NO_CALL,
  startCall,
} from '../hooks/call.js'
import { keyOf } from '../hooks/key.js'
import { type ListSettings, type ListState, NO_LIST, startList } from '../hooks/list.js'
import type { ListMethod, ListParams, ParamsOf, Args, ResultOf, RowOf } from '../method-types.js'
import type { Methods } from '../methods.js'
import type { Params } from '../params.js'
import { useB24 } from './provider.js'

/** A call of a component. */
export interface UsedCall<Result> extends CallState<Result> {
  /** Calls again; the data stay until the new ones arrive. */
  readonly reload: () => void
}

/** A list of a component. */
export interface UsedList<Row> extends ListState<Row> {
  /** Requests the list again, from its beginning. */
  readonly reload: () => void
  /** Ends the list; its rows stay. */
  readonly stop: () => void
}

/** Calls a method that is not documented, whose result has this type: `useCall<Thing[]>('partner.thing.list')`. */
export function useCall<Result = never>(
  method: [Result] extends [never] ? never : string,
  params?: Params,
  settings?: CallSettings,
): UsedCall<Result>
// The last one: compilers show its errors.
/**
 * Calls a method when the component is mounted, and when the method or the parameters change: then a reply
 * to the earlier call is ignored. When the component is unmounted, the call is aborted.
 */
export function useCall<Name extends keyof Methods>(
  method: Name,
  ...args: Args<ParamsOf<Name>, CallSettings>
): UsedCall<ResultOf<Name>>
export function useCall(
  method: string,
  params?: Params,
  settings: CallSettings = {},
): UsedCall<unknown> {
  const { state, reload } = useRequest(
    NO_CALL,
    keyOf(method, params),
    settings.enabled,
    (b24, change) => startCall(b24, method, params, settings, change),
  )
  return { ...state, reload }
}

/** Requests the list of a method that is not documented, whose rows have this type. */
export function useList<Row = never>(
  method: [Row] extends [never] ? never : string,
  params?: Params,
  settings?: ListSettings,
): UsedList<Row>
// The last one: compilers show its errors.
/**
 * Requests a list when the component is mounted, and when the method or the parameters change, and returns
 * its rows page by page. When the component is unmounted, the list is aborted.
 */
export function useList<Name extends ListMethod>(
  method: Name,
  ...args: Args<ListParams<ParamsOf<Name>>, ListSettings>
): UsedList<RowOf<Name>>
export function useList(
  method: string,
  params?: Params,
  settings: ListSettings = {},
): UsedList<unknown> {
  const key = keyOf(method, params, settings.take)
  const { state, reload, stop } = useRequest(NO_LIST, key, settings.enabled, (b24, change) =>
    startList(b24, method, params, settings, change),
  )
  return { ...state, reload, stop }
}

/** The members that the states of calls and lists have in common. */
type RequestState = Pick<CallState<unknown>, 'error' | 'loading'>

/** Starts a request for each key, and returns the state of the newest one. */
function useRequest<State extends RequestState>(
  initial: State,
  key: string,
  enabled = true,
  start: (b24: B24, change: Change<State>) => () => void,
): { state: State; reload: () => void; stop: () => void } {
  const { b24, error, loading } = useB24<B24>()
  const [turn, reload] = useReducer((turn: number) => turn + 1, 0)
  const [kept, keep] = useState({ key, state: initial })
  const abort = useRef<() => void>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key has what `start` depends on.
  useEffect(() => {
    if (!b24 || !enabled) return undefined
    const change: Change<State> = (members) =>
      keep((kept) => ({ key, state: { ...(kept.key === key ? kept.state : initial), ...members } }))
    const end = start(b24, change)
    abort.current = () => {
      end()
      change({ loading: false } as Partial<State>)
    }
    return () => {
      end()
      abort.current = undefined
    }
  }, [b24, key, turn, enabled, initial])
  const stop = useCallback(() => abort.current?.(), [])
  const shown = kept.key === key ? kept.state : { ...initial, loading: true }
  const state = b24
    ? { ...shown, loading: shown.loading && enabled }
    : { ...initial, error, loading: loading && enabled }
  return { state, reload, stop }
}
