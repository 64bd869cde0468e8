import {
  computed,
  type ComputedRef,
  type MaybeRefOrGetter,
  type ShallowRef,
  shallowRef,
  toValue,
  watch,
} from 'vue'

import type { B24 } from '../b24.js'
import type { B24Error } from '../error.js'
import {
  type CallSettings,
  type CallState,
  type Change,
  NO_CALL,
  startCall,
} from '../hooks/call.js'
import { keyOf } from '../hooks/key.js'
import { type ListSettings, type ListState, NO_LIST, startList } from '../hooks/list.js'
import type { ListMethod, ListParams, ParamsOf, ResultOf, RowOf } from '../method-types.js'
import type { Methods } from '../methods.js'
import type { Params } from '../params.js'
import { useB24 } from './connection.js'

/** Options of a request that a component shows; whether it is enabled may change. */
type Reactive<Settings> = Omit<Settings, 'enabled'> & {
  /** Whether to send it; by default true. If not, it waits, for example for an identifier. */
  readonly enabled?: MaybeRefOrGetter<boolean>
}

/** The arguments of a request; the parameters may be a ref or a function. */
type Args<P, Settings> = {} extends P
  ? [params?: MaybeRefOrGetter<P>, settings?: Reactive<Settings>]
  : [params: MaybeRefOrGetter<P>, settings?: Reactive<Settings>]

/** Each member of a state as a ref. */
type Refs<State> = { readonly [Key in keyof State]: ComputedRef<State[Key]> }

/** A call of a component. */
export interface UsedCall<Result> extends Refs<CallState<Result>> {
  /** Calls again; the data stay until the new ones arrive. */
  readonly reload: () => void
}

/** A list of a component. */
export interface UsedList<Row> extends Refs<ListState<Row>> {
  /** Requests the list again, from its beginning. */
  readonly reload: () => void
  /** Ends the list; its rows stay. */
  readonly stop: () => void
}

/** Calls a method that is not documented, whose result has this type: `useCall<Thing[]>('partner.thing.list')`. */
export function useCall<Result = never>(
  method: [Result] extends [never] ? never : string,
  params?: MaybeRefOrGetter<Params>,
  settings?: Reactive<CallSettings>,
): UsedCall<Result>
// The last one: compilers show its errors.
/**
 * Calls a method at once, and when the parameters change: then a reply to the earlier call is ignored. When
 * the component is unmounted, the call is aborted.
 */
export function useCall<Name extends keyof Methods>(
  method: Name,
  ...args: Args<ParamsOf<Name>, CallSettings>
): UsedCall<ResultOf<Name>>
export function useCall(
  method: string,
  params?: MaybeRefOrGetter<Params>,
  { enabled, ...settings }: Reactive<CallSettings> = {},
): UsedCall<unknown> {
  const { state, reload } = useRequest(NO_CALL, params, enabled, (b24, params, change) =>
    startCall(b24, method, params, settings, change),
  )
  const member = memberOf(state)
  return {
    data: member('data'),
    total: member('total'),
    error: member('error'),
    loading: member('loading'),
    reload,
  }
}

/** Requests the list of a method that is not documented, whose rows have this type. */
export function useList<Row = never>(
  method: [Row] extends [never] ? never : string,
  params?: MaybeRefOrGetter<Params>,
  settings?: Reactive<ListSettings>,
): UsedList<Row>
// The last one: compilers show its errors.
/**
 * Requests a list at once, and when the parameters change, and returns its rows page by page. When the
 * component is unmounted, the list is aborted.
 */
export function useList<Name extends ListMethod>(
  method: Name,
  ...args: Args<ListParams<ParamsOf<Name>>, ListSettings>
): UsedList<RowOf<Name>>
export function useList(
  method: string,
  params?: MaybeRefOrGetter<Params>,
  { enabled, ...settings }: Reactive<ListSettings> = {},
): UsedList<unknown> {
  const { state, reload, stop } = useRequest(NO_LIST, params, enabled, (b24, params, change) =>
    startList(b24, method, params, settings, change),
  )
  const member = memberOf(state)
  return {
    rows: member('rows'),
    progress: member('progress'),
    error: member('error'),
    loading: member('loading'),
    done: member('done'),
    reload,
    stop,
  }
}

function memberOf<State>(state: ComputedRef<State>) {
  return <Key extends keyof State>(key: Key) => computed(() => state.value[key])
}

/** Starts a request for the parameters, and keeps the state of the newest one. */
function useRequest<State extends { error: B24Error | undefined; loading: boolean }>(
  initial: State,
  params: MaybeRefOrGetter<Params | undefined>,
  enabled: MaybeRefOrGetter<boolean> = true,
  start: (b24: B24, params: Params | undefined, change: Change<State>) => () => void,
): { state: ComputedRef<State>; reload: () => void; stop: () => void } {
  const { b24, error, loading } = useB24<B24>()
  const kept = shallowRef(initial) as ShallowRef<State>
  const turn = shallowRef(0)
  let shown: string | undefined
  let end: (() => void) | undefined
  const change: Change<State> = (members) => {
    kept.value = { ...kept.value, ...members }
  }
  // Functions: a shallow ref among the sources would report a change whatever changes.
  watch(
    [() => b24.value, () => keyOf(toValue(params)), () => toValue(enabled), () => turn.value],
    ([client, key, isEnabled], _before, onCleanup) => {
      if (key !== shown) kept.value = initial
      shown = key
      if (client && isEnabled) {
        end = start(client, toValue(params), change)
        onCleanup(end)
      } else change({ loading: false } as Partial<State>)
    },
    { immediate: true },
  )
  const state = computed(() =>
    b24.value
      ? kept.value
      : { ...initial, error: error.value, loading: loading.value && toValue(enabled) },
  )
  return {
    state,
    reload: () => void turn.value++,
    stop() {
      end?.()
      change({ loading: false } as Partial<State>)
    },
  }
}
