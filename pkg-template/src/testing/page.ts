// The double of the portal page: it receives the messages that the SDK posts, and replies as a portal does.

import type { Core } from '#glue'

import type { Channel } from '../frame/host.js'
import { encodeOperation, type Perform } from '../frame/operation.js'
import type { FrameDoubleOptions } from './frame-options.js'
import { OrderedError } from './ordered.js'
import type { RecordedCommand } from './recorded.js'

type Params = Readonly<Record<string, unknown>>

/** The width of the frame in pixels. */
const WIDTH = 1000

/** The most microtasks from a command of the app to its slider. Timers may be those of a test. */
const OPENING_TICKS = 100

/** The replies of every portal page; a command without one is recorded only. */
const REPLIES: Readonly<Record<string, (page: PageDouble, params: Params) => unknown>> = {
  resizeWindow: (_page, { width, height }) => ({
    width: typeof width === 'number' ? width : WIDTH,
    height,
  }),
  setTitle: (_page, params) => params,
  setScroll: (_page, params) => params,
  setInstall: (_page, params) => params,
  setUserOption: (_page, params) => params,
  setAppOption: (page, { name, value }) => page.storeAppOption(String(name), value),
  refreshAuth: (page) => page.token(),
  getInterface: (page) => page.placementInterface(),
  openPath: (page) => page.openSlider({ result: 'close' }),
  openApplication: (page) => page.openSlider(undefined),
}

/** The double of a portal page. */
export class PageDouble implements Channel {
  readonly commands: RecordedCommand[] = []
  readonly #origin: URL
  readonly #options: FrameDoubleOptions
  /** The functions that receive replies, by the ids of the messages. */
  readonly #receivers = new Map<string, (payload: string) => void>()
  /** The ids of the messages that listen to an event or a command, by its name. */
  readonly #listeners = new Map<string, Set<string>>()
  readonly #sliders: (() => void)[] = []
  readonly #appOptions: Record<string, unknown>
  #tokens = 0

  constructor(origin: string, options: FrameDoubleOptions) {
    this.#origin = new URL(origin)
    this.#options = options
    this.#appOptions = { ...options.appOptions }
  }

  /** Opens the page in a core of its own, and returns the function that lets the core work for it. */
  open(core: Core): Perform {
    const perform: Perform = (operation, args, params, milliseconds) =>
      core.frame(encodeOperation(operation, args, params), milliseconds)
    const { host, protocol } = this.#origin
    const session = { domain: host, protocol: protocol === 'http:' ? '0' : '1', sid: 'double' }
    perform('session', session, '[]')
    const reply = JSON.stringify(this.#initData())
    perform('reply', { command: 'getInitData', reply }, '{}', Date.now())
    return perform
  }

  post(message: unknown): void {
    void this.#receive(message)
  }

  listen(id: string, message: unknown, receive: (payload: string) => void): () => void {
    this.#receivers.set(id, receive)
    this.post(message)
    return () => void this.#receivers.delete(id)
  }

  /** Passes an event of the placement, or a reply to a bound command, to the app's listeners. */
  emit(name: string, event?: unknown): void {
    for (const id of this.#listeners.get(name) ?? []) this.#reply(id, event)
  }

  /** Closes the slider that was opened last; one that is about to open opens first. */
  async closeSlider(): Promise<void> {
    for (let tick = 0; tick < OPENING_TICKS && this.#sliders.length === 0; tick++) await undefined
    const close = this.#sliders.pop()
    if (!close) throw new Error('no slider is open')
    close()
  }

  openSlider(reply: unknown): Promise<unknown> {
    return new Promise((done) => this.#sliders.push(() => done(reply)))
  }

  storeAppOption(name: string, value: unknown): unknown {
    this.#appOptions[name] = value
    return this.#appOptions
  }

  token(): object {
    this.#tokens++
    return {
      AUTH_ID: `token${this.#tokens}`,
      REFRESH_ID: `refresh${this.#tokens}`,
      AUTH_EXPIRES: '3600',
    }
  }

  placementInterface(): object {
    const { replies = {}, events = [] } = this.#options
    return { command: Object.keys(replies), event: events }
  }

  #initData(): object {
    const { userOptions = {}, language = 'en', isAdmin = true, memberId = 'mock' } = this.#options
    const { placement, options, isFirstRun = false, isInstalling = false } = this.#options
    return {
      ...this.token(),
      PATH: '/rest',
      LANG: language,
      IS_ADMIN: isAdmin,
      MEMBER_ID: memberId,
      PLACEMENT: placement,
      PLACEMENT_OPTIONS: options ?? {},
      FIRST_RUN: isFirstRun,
      INSTALL: isInstalling,
      USER_OPTIONS: userOptions,
      APP_OPTIONS: this.#appOptions,
    }
  }

  async #receive(message: unknown): Promise<void> {
    const { command, params, id } = parseMessage(message)
    // The app receives no reply before it waits for one.
    await undefined
    this.commands.push({ command, params })
    const { event } = Object(params) as { event?: unknown }
    const name = command === 'placementBindEvent' ? String(event) : command
    this.#listeners.set(name, (this.#listeners.get(name) ?? new Set()).add(id))
    const { replies = {} } = this.#options
    if (Object.hasOwn(replies, command)) {
      const reply = await ordered(replies[command], params)
      if (reply !== undefined) this.#reply(id, reply)
    } else if (Object.hasOwn(REPLIES, command)) {
      this.#reply(id, await REPLIES[command]!(this, Object(params)))
    }
  }

  #reply(id: string, reply: unknown): void {
    this.#receivers.get(id)?.(reply === undefined ? '' : JSON.stringify(reply))
  }
}

/** Returns an ordered reply, or the portal page's form of an ordered error. A bug of the test is thrown. */
async function ordered(reply: unknown, params: unknown): Promise<unknown> {
  try {
    const value = await (typeof reply === 'function' ? reply(params) : reply)
    return value instanceof OrderedError ? refusal(value) : value
  } catch (thrown) {
    const { code } = Object(thrown)
    if (typeof code !== 'string') throw thrown
    return refusal({ code })
  }
}

function refusal({ code }: { readonly code: string }): object {
  return { result: 'error', errorCode: code }
}

/** Parses a message: `command:parameters:id:session`, or an object with the same content. */
function parseMessage(message: unknown): { command: string; params: unknown; id: string } {
  if (typeof message !== 'string') {
    const { method, params, callback } = Object(message)
    return { command: method, params, id: callback }
  }
  const [command = '', ...rest] = message.split(':')
  const id = rest.at(-2) ?? ''
  const json = rest.slice(0, -2).join(':')
  return { command, params: json ? JSON.parse(json) : {}, id }
}
