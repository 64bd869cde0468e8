import { checkFunction, checkNames, eventText, usersOf } from '../events/checks.js'
import { Handlers } from '../events/handlers.js'
import { B24Error } from '../index.js'
import type { AppEventsClient, EventHandler, EventsState, SendOptions } from '../events/types.js'

/** An event that the app has sent. */
export interface RecordedEvent {
  readonly command: string
  readonly params: unknown
  readonly module: string
  /** The identifiers of the users, if the app has named some. */
  readonly to?: readonly string[]
}

/** The real-time events of a double: there is no push server, and what the app sends reaches its own handlers. */
export class EventsDouble {
  readonly sent: RecordedEvent[] = []
  readonly #handlers = new Handlers()
  readonly #stateListeners = new Set<(state: EventsState) => unknown>()
  readonly #missedListeners = new Set<() => unknown>()
  #state: EventsState = { status: 'closed', reason: '' }

  /** Returns the members of `b24.events`, added to the function that calls the method `events`. */
  members<Method extends object>(method: Method): Method & AppEventsClient {
    const members: Omit<AppEventsClient, 'state'> = {
      on: (module, command, handler) =>
        checked(() => {
          checkNames(module, command)
          checkFunction(handler)
          return this.#add(module, command, handler as never)
        }),
      send: (command, params: unknown = {}, { module = 'application', to }: SendOptions = {}) =>
        checked(() => {
          checkNames(module, command)
          const sent: unknown = JSON.parse(eventText(params))
          const users = to === undefined ? {} : { to: usersOf(to) }
          this.sent.push({ command, params: sent, module, ...users })
          // As a portal, which delivers an event after it has accepted it.
          queueMicrotask(() => this.push(command, sent, module))
        }),
      onState: (listener) => checked(() => listen(this.#stateListeners, listener)),
      onMissed: (listener) => checked(() => listen(this.#missedListeners, listener)),
      close: () =>
        checked(() => {
          this.#handlers.clear()
          this.#stateListeners.clear()
          this.#missedListeners.clear()
          this.#close()
        }),
    }
    const state = { get: () => this.#state }
    return Object.defineProperty(Object.assign(method, members), 'state', state) as never
  }

  /** Passes an event to the handlers of the app. */
  push(command: string, params: unknown = {}, module = 'application'): void {
    this.#handlers.pass({ module, command, params, sentAt: Date.now() }, (handle) => handle())
  }

  /** Reports that events may have been missed. */
  miss(): void {
    for (const listener of [...this.#missedListeners]) listener()
  }

  #add(module: string, command: string, handler: EventHandler<never>): () => void {
    const remove = this.#handlers.add(module, command, handler)
    this.#show({ status: 'online', transport: 'socket', reason: '' })
    return () => {
      remove()
      if (this.#handlers.isEmpty) this.#close()
    }
  }

  #close(): void {
    this.#show({ status: 'closed', reason: '' })
  }

  #show(state: EventsState): void {
    if (state.status === this.#state.status) return
    this.#state = state
    for (const listener of [...this.#stateListeners]) listener(state)
  }
}

/** Converts what a function throws to the errors of the SDK. */
async function checked<Result>(work: () => Result): Promise<Result> {
  try {
    return work()
  } catch (failure) {
    throw new B24Error(failure as B24Error)
  }
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  checkFunction(listener)
  listeners.add(listener)
  return () => listeners.delete(listener)
}
