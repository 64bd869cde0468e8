import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from 'react'

import type { B24, FramedB24 } from '../b24.js'
import { type Connect, CONNECTING, type ConnectionState, connectOnce } from '../hooks/connect.js'

/** The connection of the components in a `B24Provider`. */
export interface B24Connection<Client extends B24 = FramedB24> extends ConnectionState<Client> {
  /** Connects anew, for a button that is shown after a failure. */
  readonly reconnect: () => void
}

/** Properties of `B24Provider`. */
export interface B24ProviderProps {
  /** Connects when the provider is mounted: `B24.frame`. A later function is used by `reconnect` only. */
  readonly connect: Connect
  readonly children?: ReactNode
}

const Connection = createContext<B24Connection<B24> | undefined>(undefined)

/** Connects once, and provides the client to the components inside. */
export function B24Provider({ connect, children }: B24ProviderProps): ReactElement {
  const [state, setState] = useState(CONNECTING)
  const [attempt, next] = useReducer((attempt: number) => attempt + 1, 0)
  // In StrictMode effects run twice, with the same references.
  const started = useRef<readonly [attempt: number, outcome: Promise<ConnectionState>]>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another function connects nothing anew.
  useEffect(() => {
    let isMounted = true
    if (started.current?.[0] !== attempt) {
      started.current = [attempt, connectOnce(connect)]
    }
    setState(CONNECTING)
    void started.current[1].then((outcome) => {
      if (isMounted) setState(outcome)
    })
    return () => {
      isMounted = false
    }
  }, [attempt])
  const value = useMemo(() => ({ ...state, reconnect: next }), [state])
  return createElement(Connection.Provider, { value }, children)
}

/**
 * Returns the client of the `B24Provider` around the component, and the state of its connection.
 *
 * @throws {Error} if there is no provider
 */
export function useB24<Client extends B24 = FramedB24>(): B24Connection<Client> {
  const connection = useContext(Connection)
  if (!connection) {
    throw new Error('useB24: put <B24Provider connect={B24.frame}> around the component')
  }
  return connection as B24Connection<any>
}
