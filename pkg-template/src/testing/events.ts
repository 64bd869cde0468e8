import { isAborted } from '../abort.js'
import { checkFunction, checkNames, readSending } from '../events/checks.js'
import { Handlers, listen } from '../events/handlers.js'
import type { AppEventsClient, EventHandler, EventsState } from '../events/types.js'
import { B24Error } from '../index.js'
import { notify } from '../notify.js'
import { optionsOf } from '../options.js'
import { ABORTED } from '../watch.js'

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
      on: (module, command, handler, options) =>
        checked(() => {
          checkNames(module, command)
          checkFunction(handler)
          rejectAborted(optionsOf(options, 'timeout', 'signal').signal)
          return this.#add(module, command, handler as never)
        }),
      send: (command, ...args) =>
        checked(() => {
          const { module, text, to, rest } = readSending(command, ...args)
          rejectAborted(rest.signal)
          const sent: unknown = JSON.parse(text)
          this.sent.push({ command, params: sent, module, ...(to && { to }) })
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
    this.#handlers.pass({ module, command, params, sentAt: Date.now() }, notify)
  }

  /** Reports that events may have been missed. */
  miss(): void {
    for (const listener of [...this.#missedListeners]) notify(listener)
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
    for (const listener of [...this.#stateListeners]) notify(listener, state)
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

function rejectAborted(signal: AbortSignal | undefined): void {
  if (isAborted(signal)) throw ABORTED
}
