import type { PushCore, PushSignal } from '#push-glue'

import { createError, inputError } from '../error.js'
import { withTimeout } from '../timeout.js'
import { PushConnection } from './connection.js'
import { currentCore } from './core.js'
import type { EventsHost } from './host.js'
import type { EventHandler, EventsState } from './types.js'

/** Whoever waits until events arrive. */
interface Waiter {
  done(): void
  fail(failure: unknown): void
}

const CLOSED: EventsState = { status: 'closed', reason: '' }

/** The hubs by what their clients share. */
const hubs = new WeakMap<object, Hub>()

/** The handlers of a user's events in this page, and the connection that serves them. */
export class Hub {
  readonly #host: EventsHost
  /** The clients that show the state. */
  readonly #hosts = new Set<EventsHost>()
  readonly #handlers = new Map<string, Set<EventHandler<never>>>()
  readonly #waiters = new Set<Waiter>()
  readonly stateListeners = new Set<(state: EventsState) => unknown>()
  readonly missedListeners = new Set<() => unknown>()
  #connection: PushConnection | undefined
  #state = CLOSED

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
    const core = await currentCore()
    const name = `${module.toLowerCase()} ${command}`
    // The same function may be subscribed twice.
    const own: EventHandler<never> = (params, event) => handler(params, event)
    this.#add(name, own)
    const stop = () => this.#remove(name, own)
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
    this.stateListeners.clear()
    this.missedListeners.clear()
    this.#handlers.clear()
    this.#stop()
  }

  #add(name: string, handler: EventHandler<never>): void {
    const handlers = this.#handlers.get(name) ?? new Set()
    this.#handlers.set(name, handlers.add(handler))
  }

  #remove(name: string, handler: EventHandler<never>): void {
    const handlers = this.#handlers.get(name)
    handlers?.delete(handler)
    if (handlers?.size === 0) this.#handlers.delete(name)
    if (this.#handlers.size === 0) this.#stop()
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
    this.#reject(inputError('EVENTS_CLOSED', 'the subscription was ended before events arrived'))
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
        const event = { module, command, params, sentAt: sentAt ?? undefined }
        const handlers = [...(this.#handlers.get(`${module} ${command}`) ?? [])]
        for (const handler of handlers) {
          // An earlier handler may have removed this one.
          if (this.#handlers.get(`${module} ${command}`)?.has(handler)) {
            notify(() => handler(params as never, event as never))
          }
        }
        break
      }
      case 'missed':
        for (const listener of [...this.missedListeners]) notify(listener)
        break
      case 'state':
        this.#show(signal)
        break
      case 'fail':
        // No attempt cures it: the subscriptions have ended.
        this.#connection = undefined
        this.#handlers.clear()
        this.#reject(signal[1])
    }
  }

  #show([, status, transport, reason]: PushSignal & readonly ['state', ...unknown[]]): void {
    this.#state = { status, ...(transport && { transport }), reason }
    for (const host of this.#hosts) host.current = this.#state
    if (status === 'online') {
      for (const waiter of this.#waiters) waiter.done()
      this.#waiters.clear()
    }
    const state = this.#state
    for (const listener of [...this.stateListeners]) notify(() => listener(state))
  }
}

/** Calls a function of the app. What it throws or rejects with is an error of the page. */
async function notify(listener: () => unknown): Promise<void> {
  try {
    await listener()
  } catch (thrown) {
    globalThis.reportError?.(thrown)
  }
}

function notConnected(timeout: number, { status, reason }: EventsState) {
  const description = `no events arrive after ${timeout} ms (${status}${reason && `: ${reason}`}); subscribe again`
  return createError('timeout', 'PUSH_TIMEOUT', description)
}
