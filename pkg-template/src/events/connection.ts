// A connection to the push server: carries out what the module decides, with the page's sockets, requests and
// timers. Addresses contain secrets, and are passed to nothing else.

import type { PushAction, PushCore, PushInput, PushMachine, PushSignal } from '#push-glue'

import type { B24Error } from '../error.js'
import { callMethod } from './errors.js'
import type { EventsHost } from './host.js'

/** The longest frame, in characters; the portal's events have at most 1 MB. */
const MAX_FRAME = 2 ** 24

/** The events of a page by which a connection is made again or ends. */
const PAGE_EVENTS = ['online', 'pagehide', 'pageshow'] as const

/** Opens and keeps a connection. */
export class PushConnection {
  readonly #host: EventsHost
  readonly #machine: PushMachine
  readonly #report: (signal: PushSignal) => void
  readonly #unlisten = new AbortController()
  #socket: WebSocket | undefined
  #polling: AbortController | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  /** The error of the last call for the configuration. */
  #error: unknown
  #hasEnded = false
  readonly #inputs: PushInput[] = []

  constructor(core: PushCore, host: EventsHost, report: (signal: PushSignal) => void) {
    this.#host = host
    this.#report = report
    this.#machine = core.connection(host.origin, globalThis.location?.protocol !== 'http:')
  }

  /** Begins. What fails at once is reported, too. */
  start(): void {
    this.#listen()
    this.#input('start')
  }

  /** Ends the socket, the request, the timer and the listeners. */
  stop(): void {
    if (this.#hasEnded) return
    // At once, also if a handler calls it.
    this.#handle(['stop'])
    this.#end()
  }

  #listen(): void {
    const { signal } = this.#unlisten
    const { document } = globalThis
    for (const name of PAGE_EVENTS) {
      globalThis.addEventListener?.(name, () => this.#input(name), { signal })
    }
    document?.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') this.#input('visible')
      },
      { signal },
    )
    document?.addEventListener(
      'securitypolicyviolation',
      ({ blockedURI, disposition, effectiveDirective }) => {
        // A policy may only report.
        if (disposition !== 'report' && effectiveDirective === 'connect-src') {
          this.#input('blocked', 0, blockedURI)
        }
      },
      { signal },
    )
  }

  /** Handles an input, after those that are being handled. */
  #input(...input: PushInput): void {
    this.#inputs.push(input)
    if (this.#inputs.length > 1) return
    for (
      let next: PushInput | undefined;
      (next = this.#inputs[0]) && !this.#hasEnded;
      this.#inputs.shift()
    ) {
      this.#handle(next)
    }
    this.#inputs.length = 0
    this.#arm()
  }

  #handle(input: PushInput): void {
    let actions: PushAction[]
    try {
      const text = this.#machine.handle(JSON.stringify(input), Date.now(), Math.random())
      actions = JSON.parse(text)
    } catch (failure) {
      // The module itself has failed.
      this.#end()
      this.#report(['state', 'closed', null, 'CORE_FAILED'])
      this.#report(['fail', failure as never])
      return
    }
    for (const action of actions) {
      // A handler may have ended it.
      if (this.#hasEnded) return
      this.#perform(action)
    }
  }

  #perform(action: PushAction): void {
    switch (action[0]) {
      case 'configure':
        void this.#configure(action[1], action[2])
        break
      case 'open':
        this.#open(action[1], action[2])
        break
      case 'poll':
        void this.#poll(action[1], action[2])
        break
      case 'disconnect':
        this.#disconnect(action[1])
        break
      case 'send':
        this.#socket?.send(action[1])
        break
      case 'fail':
        this.#end()
        // The module names errors of its own alone.
        this.#report(action[1].code ? action : ['fail', this.#error as never])
        break
      default:
        this.#report(action)
    }
  }

  async #configure(id: number, fresh: boolean): Promise<void> {
    try {
      const params = fresh ? { CACHE: 'N' } : {}
      const options = { idempotent: true, signal: this.#unlisten.signal }
      const method = 'pull.application.config.get'
      const { result } = await callMethod(this.#host, method, params, options)
      this.#input('configured', id, result)
    } catch (thrown) {
      // The first bytes of the response may have secrets.
      const error = Object.assign(thrown as B24Error, { response: '' })
      this.#error = error
      // The code of a portal whose push server is not set up.
      if (error.code === 'SERVER_ERROR') this.#input('unavailable', id)
      else this.#input('unconfigured', id, error.retryable)
    }
  }

  #open(id: number, url: string): void {
    let socket: WebSocket
    try {
      socket = new WebSocket(url)
    } catch {
      queueMicrotask(() => this.#input('closed', id))
      return
    }
    this.#socket = socket
    socket.onopen = () => this.#input('opened', id)
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string' && data.length <= MAX_FRAME) this.#input('frame', id, data)
    }
    socket.onclose = ({ code }) => this.#input('closed', id, code)
  }

  async #poll(id: number, url: string): Promise<void> {
    const { signal } = (this.#polling = new AbortController())
    try {
      const response = await fetch(url, { credentials: 'omit', cache: 'no-store', signal })
      const { status, headers } = response
      const body = await response.text()
      const header = (name: string) => headers.get(name) ?? ''
      const [mid, tag, time] = ['last-message-id', 'etag', 'last-modified'].map(header)
      if (!signal.aborted) this.#input('polled', id, { status, body, mid, tag, time })
    } catch {
      if (!signal.aborted) this.#input('unpolled', id)
    }
  }

  #disconnect(code: number): void {
    const socket = this.#socket
    this.#socket = undefined
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null
      socket.close(code)
    }
    this.#polling?.abort()
    this.#polling = undefined
  }

  /** Sets the timer to the time when the module wants to be woken. */
  #arm(): void {
    clearTimeout(this.#timer)
    const at = this.#hasEnded ? undefined : this.#machine.wakeAt()
    if (at !== undefined) {
      this.#timer = setTimeout(() => this.#input('wake'), Math.max(0, at - Date.now()))
    }
  }

  #end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    clearTimeout(this.#timer)
    this.#unlisten.abort()
    this.#disconnect(1000)
    this.#machine.free()
  }
}
