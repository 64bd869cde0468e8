import type { PushCore, PushSignal } from '#push-glue'

import { createError, type Failure } from '../error.js'
import { notify } from '../notify.js'
import { Watch } from '../watch.js'
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
  readonly #handlers = new Handlers()
  readonly #waiters = new Set<Waiter>()
  readonly stateListeners = new Set<(state: EventsState) => unknown>()
  readonly missedListeners = new Set<() => unknown>()
  #connection: PushConnection | undefined
  #state = CLOSED
  /** Raised by `close`, which also ends subscriptions that have not begun. */
  #closings = 0

  /** Returns the hub of a client, which shows the hub's state from then on. */
  static of(host: EventsHost): Hub {
    const hub = hubs.get(host.session) ?? new Hub()
    hubs.set(host.session, hub)
    host.state = () => hub.#state
    return hub
  }

  /** Adds a client's handler, and waits until events arrive. Returns the function that removes it. */
  async on(
    host: EventsHost,
    module: string,
    command: string,
    handler: EventHandler<never>,
    timeout: number,
    signal?: AbortSignal,
  ): Promise<() => void> {
    const closings = this.#closings
    const watch = new Watch(timeout, () => notConnected(timeout, this.#state), signal)
    watch.start()
    try {
      const core = await watch.wait(() => currentCore())
      if (this.#closings > closings) throw CLOSED_EARLY
      const remove = this.#handlers.add(module, command, handler)
      const stop = () => {
        remove()
        if (this.#handlers.isEmpty) this.#stop()
      }
      await this.#connect(core, host, watch).catch((error) => {
        stop()
        throw error
      })
      return stop
    } finally {
      watch.end()
    }
  }

  /** Removes all handlers and listeners, and closes the connection. */
  close(): void {
    this.#closings++
    this.#handlers.clear()
    this.#stop()
    this.stateListeners.clear()
    this.missedListeners.clear()
  }

  /** Waits until events arrive. The connection belongs to the client that needs it first. */
  async #connect(core: PushCore, host: EventsHost, watch: Watch): Promise<void> {
    let waiter: Waiter | undefined
    const start = (done: () => void, fail: (failure: unknown) => void) => {
      waiter = { done, fail }
      this.#wait(waiter)
      if (this.#connection) return
      this.#connection = new PushConnection(core, host, (signal) => this.#receive(signal, host))
      this.#connection.start()
    }
    try {
      await watch.wait(() => new Promise<void>(start))
    } finally {
      if (waiter) this.#waiters.delete(waiter)
    }
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

  #receive(signal: PushSignal, host: EventsHost): void {
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
        if (!hadWaiters) globalThis.reportError?.(host.toError(signal[1]))
      }
    }
  }

  #show(state: EventsState): void {
    const { status } = (this.#state = state)
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
