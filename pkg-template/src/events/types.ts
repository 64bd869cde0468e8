import type { AppEvents } from '../app-events.js'
import type { Tree } from '../method-types.js'
import type { Params } from '../params.js'

/** An event. */
export interface PushedEvent<EventParams = unknown> {
  /** The module in lower case: `application`, unless the sender has chosen another. */
  readonly module: string
  readonly command: string
  /** The parameters, an empty object if there are none. Any user of the app may have sent them. */
  readonly params: EventParams
  /** When the portal accepted the event, in milliseconds since 1970, if the portal sends it. */
  readonly sentAt: number | undefined
}

/** A function that gets each event. What it throws is reported as an error of the page. */
export type EventHandler<EventParams> = (
  params: EventParams,
  event: PushedEvent<EventParams>,
) => unknown

/** The state of the connection. */
export interface EventsState {
  /**
   * `connecting`, `online`, `offline` after 5 seconds without a connection (more attempts follow), or `closed`
   * as long as there is no handler and after an error.
   */
  readonly status: 'connecting' | 'online' | 'offline' | 'closed'
  /** How events arrive while the status is `online`. */
  readonly transport?: 'socket' | 'polling'
  /**
   * The code of the reason; empty if there is none: `SOCKET_CLOSED`, `SOCKET_TIMEOUT`, `SOCKET_SILENT`,
   * `POLLING_FAILED`, `POLLING_TIMEOUT`; `SOCKETS_FAILED`, `SOCKETS_BLOCKED`, `SOCKETS_OFF` for polling;
   * `CHANNELS_REFUSED`, `CHANNELS_REPLACED`, `SERVER_RESTART`, `TOO_MANY_CONNECTIONS`, `CONFIG_FAILED`,
   * `NETWORK_CHANGED`, `PAGE_HIDDEN`, `PAGE_RESUMED`, `CORE_FAILED`.
   */
  readonly reason: string
}

/** The options of a subscription. */
export interface OnOptions {
  /** How long to wait for the connection, in milliseconds; by default 30,000. */
  readonly timeout?: number
  /** Ends the wait. */
  readonly signal?: AbortSignal
}

/** The options of an event that is sent. */
export interface SendOptions extends OnOptions {
  /** The users who get it, by default all who have the app open. Only an administrator may name others. */
  readonly to?: number | string | readonly (number | string)[]
  /** The module, by default `application`. */
  readonly module?: string
}

/** The types of the parameters of a command. */
type ParamsOfEvent<Command> = Command extends keyof AppEvents ? AppEvents[Command] : unknown

/** The parameters of a command that is sent, and the options. */
type SendArgs<Command> = Command extends keyof AppEvents
  ? [params: AppEvents[Command], options?: SendOptions]
  : [params?: Params, options?: SendOptions]

/** A declared command, or any other. */
type CommandName = (keyof AppEvents & string) | (string & {})

/**
 * The real-time events of an app, over one connection for all clients of `B24.frame()` in a page: a socket, or
 * long polling where sockets fail. It begins with the first handler, ends with the last one, and is made again
 * as often as it breaks. The code is loaded on first use. Needs the scope `pull`, and a connection by `B24.frame()`, `B24.bridge()` or
 * `B24.token()`.
 *
 * An event is a hint: any user of the app can send it, and some may be lost. Read the changed data again, and
 * never put parameters into HTML. The portal's own events (chats, the CRM) do not reach apps.
 */
export interface AppEventsClient {
  /**
   * Calls the handler at each event, until the returned function is called. Resolves when events arrive.
   *
   * @throws {B24Error} `INVALID_ARGUMENT`; the error of `pull.application.config.get`, such as
   * `insufficient_scope`; `PUSH_UNAVAILABLE` if the portal has no push server; `PUSH_BLOCKED` if the page's
   * Content-Security-Policy refuses it, with the line to add; `PUSH_TIMEOUT`, `INVALID_PUSH_CONFIG`,
   * `CHANNELS_REFUSED`, `EVENTS_CLOSED`, `EVENTS_NOT_LOADED`, `TIMEOUT` if the code does not load in time,
   * `CORE_FAILED`, `ABORTED`
   */
  on<Command extends CommandName>(
    module: 'application' | (string & {}),
    command: Command,
    handler: EventHandler<ParamsOfEvent<Command>>,
    options?: OnOptions,
  ): Promise<() => void>
  /**
   * Sends an event to the users who have the app open, also to this page. Resolves when the portal has accepted
   * it, which is before it is delivered.
   *
   * @throws {B24Error} `INVALID_ARGUMENT`, `EVENT_TOO_LARGE` over 1 MB; an error of
   * `pull.application.event.add`, such as `USER_ID_ACCESS_ERROR`
   */
  send<Command extends CommandName>(command: Command, ...args: SendArgs<Command>): Promise<void>
  /** Calls the listener at each change of the state, until the returned function is called. */
  onState(listener: (state: EventsState) => unknown): Promise<() => void>
  /**
   * Calls the listener whenever events may have been missed, so that the app reads its data again: after new
   * channels, a restart of the server, or a gap of more than a day.
   */
  onMissed(listener: () => unknown): Promise<() => void>
  /**
   * Removes all handlers and listeners, also those of other clients of `B24.frame()`, and closes the
   * connection.
   */
  close(): Promise<void>
  /** The state of the connection. */
  readonly state: EventsState
}

/** The real-time events; called as a function, the portal's method `events`. */
export type AppEventsMember = AppEventsClient &
  (Tree extends { events: infer Method } ? Method : unknown)
