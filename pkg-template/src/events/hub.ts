import type { PushCore, PushSignal } from '#push-glue'

import { createError, type Failure } from '../error.js'
import { notify } from '../notify.js'
import { withTimeout } from '../timeout.js'
import { PushConnection } from './connection.js'
import { currentCore } from './core.js'
import { Handlers } from './handlers.js'
import type { EventsHost } from './host.js'
import type { EventHandler, EventsState } from './types.js'

/** Whoever waits until events arrive. */
interface Waiter {
  done(): void
  fail(failure: unknown): void
}

const CLOSED_EARLY: Failure = {
  kind: 'input',
  code: 'EVENTS_CLOSED',
  description: 'the subscription was ended before events arrived; subscribe again',
}

const CLOSED: EventsState = { status: 'closed', reason: '' }

/** The hubs by what their clients share. */
const hubs = new WeakMap<object, Hub>()

/** The handlers of a user's events in this page, and the connection that serves them. */
export class Hub {
  readonly #host: EventsHost
  /** The clients that show the state. */
  readonly #hosts = new Set<EventsHost>()
  readonly #handlers = new Handlers()
  readonly #waiters = new Set<Waiter>()
  readonly stateListeners = new Set<(state: EventsState) => unknown>()
  readonly missedListeners = new Set<() => unknown>()
  #connection: PushConnection | undefined
  #state = CLOSED
  /** Raised by `close`, which also ends subscriptions that have not begun. */
  #closings = 0

  private constructor(host: EventsHost) {
    this.#host = host
  }

  /** Returns the hub of a client. */
  static of(host: EventsHost): Hub {
    let hub = hubs.get(host.session)
    if (!hub) hubs.set(host.session, (hub = new Hub(host)))
    hub.#hosts.add(host)
    host.current = hub.#state
    return hub
  }

  /** Adds a handler, and waits until events arrive. Returns the function that removes it. */
  async on(
    module: string,
    command: string,
    handler: EventHandler<never>,
    timeout: number,
    signal?: AbortSignal,
  ): Promise<() => void> {
    const closings = this.#closings
    const core = await currentCore()
    if (this.#closings > closings) throw CLOSED_EARLY
    const remove = this.#handlers.add(module, command, handler)
    const stop = () => {
      remove()
      if (this.#handlers.isEmpty) this.#stop()
    }
    const failure = () => notConnected(timeout, this.#state)
    let waiter: Waiter | undefined
    const connect = (done: () => void, fail: (failure: unknown) => void) => {
      waiter = { done, fail }
      this.#wait(waiter)
      this.#start(core)
    }
    try {
      await withTimeout(timeout, failure, connect, signal)
    } catch (error) {
      stop()
      throw error
    } finally {
      if (waiter) this.#waiters.delete(waiter)
    }
    return stop
  }

  /** Removes all handlers and listeners, and closes the connection. */
  close(): void {
    this.#closings++
    this.#handlers.clear()
    this.#stop()
    this.stateListeners.clear()
    this.missedListeners.clear()
  }

  #start(core: PushCore): void {
    if (this.#connection) return
    this.#connection = new PushConnection(core, this.#host, (signal) => this.#receive(signal))
    this.#connection.start()
  }

  #stop(): void {
    const connection = this.#connection
    this.#connection = undefined
    connection?.stop()
    this.#reject(CLOSED_EARLY)
  }

  #wait(waiter: Waiter): void {
    if (this.#state.status === 'online') waiter.done()
    else this.#waiters.add(waiter)
  }

  #reject(failure: unknown): void {
    for (const waiter of this.#waiters) waiter.fail(failure)
    this.#waiters.clear()
  }

  #receive(signal: PushSignal): void {
    switch (signal[0]) {
      case 'emit': {
        const [, module, command, params, sentAt] = signal
        this.#handlers.pass({ module, command, params, sentAt: sentAt ?? undefined }, notify)
        break
      }
      case 'missed':
        for (const listener of [...this.missedListeners]) notify(listener)
        break
      case 'state': {
        const [, status, transport, reason] = signal
        this.#show({ status, ...(transport && { transport }), reason })
        break
      }
      case 'fail': {
        // No attempt cures it: the subscriptions have ended.
        const hadWaiters = this.#waiters.size > 0
        this.#connection = undefined
        this.#handlers.clear()
        this.#reject(signal[1])
        // Nobody else gets the error of a connection that has worked.
        if (!hadWaiters) globalThis.reportError?.(this.#host.toError(signal[1]))
      }
    }
  }

  #show(state: EventsState): void {
    const { status } = (this.#state = state)
    for (const host of this.#hosts) host.current = this.#state
    if (status === 'online') {
      for (const waiter of this.#waiters) waiter.done()
      this.#waiters.clear()
    }
    for (const listener of [...this.stateListeners]) notify(listener, state)
  }
}

function notConnected(timeout: number, { status, reason }: EventsState) {
  const description = `no events arrive after ${timeout} ms (${status}${reason && `: ${reason}`}); subscribe again`
  return createError('timeout', 'PUSH_TIMEOUT', description)
}
