import type { B24 } from '../b24.js'
import type { B24Error } from '../error.js'

/** Connects to a portal: `B24.frame`, or a function that returns a client. */
export type Connect<Client extends B24 = B24> = () => Client | Promise<Client>

/** The state of the connection. */
export interface ConnectionState<Client extends B24 = B24> {
  /** The client; undefined before the connection. */
  readonly b24: Client | undefined
  /** Why the connection failed. */
  readonly error: B24Error | undefined
  /** Whether the connection is in progress. */
  readonly loading: boolean
}

export const CONNECTING: ConnectionState = { b24: undefined, error: undefined, loading: true }

/** Connects, and returns the state afterwards. */
export async function connectOnce(connect: Connect): Promise<ConnectionState> {
  try {
    return { b24: await connect(), error: undefined, loading: false }
  } catch (error) {
    return { b24: undefined, error: error as B24Error, loading: false }
  }
}
