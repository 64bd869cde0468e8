import { inject, type InjectionKey, type Plugin, type ShallowRef, shallowRef } from 'vue'

import type { B24, FramedB24 } from '../b24.js'
import type { B24Error } from '../error.js'
import { type Connect, CONNECTING, connectOnce } from '../hooks/connect.js'

/** The connection of an app's components. */
export interface B24Connection<Client extends B24 = FramedB24> {
  /** The client; undefined before the connection. */
  readonly b24: Readonly<ShallowRef<Client | undefined>>
  /** Why the connection failed. */
  readonly error: Readonly<ShallowRef<B24Error | undefined>>
  /** Whether the connection is in progress. */
  readonly loading: Readonly<ShallowRef<boolean>>
  /** Connects anew, for a button that is shown after a failure. */
  readonly reconnect: () => Promise<void>
}

const KEY: InjectionKey<B24Connection<B24>> = Symbol('b24')

/** Returns the plugin that connects once for all components of an app: `app.use(createB24(B24.frame))`. */
export function createB24(connect: Connect): Plugin {
  // The client is no reactive object: it has private members.
  const b24 = shallowRef<B24>()
  const error = shallowRef<B24Error>()
  const loading = shallowRef(true)
  const reconnect = async () => {
    const show = (state: typeof CONNECTING) => {
      b24.value = state.b24
      error.value = state.error
      loading.value = state.loading
    }
    show(CONNECTING)
    show(await connectOnce(connect))
  }
  return {
    install(app) {
      app.provide(KEY, { b24, error, loading, reconnect })
      void reconnect()
    },
  }
}

/**
 * Returns the client of the app, and the state of its connection.
 *
 * @throws {Error} if the app has no plugin
 */
export function useB24<Client extends B24 = FramedB24>(): B24Connection<Client> {
  const connection = inject(KEY, undefined)
  if (!connection)
    throw new Error('useB24: add app.use(createB24(B24.frame)) before the app is mounted')
  return connection as B24Connection<any>
}
