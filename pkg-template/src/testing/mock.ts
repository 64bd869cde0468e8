import { B24 } from '../index.js'
import type { FramedB24 } from '../b24.js'
import { EventsDouble, type RecordedEvent } from './events.js'
import type { FrameDoubleOptions } from './frame-options.js'
import type { Handlers, HandlersV3, OtherHandler } from './handlers.js'
import {
  OrderedError,
  type OrderedErrorDetails,
  OrderedFailure,
  OrderedReply,
  type ReplyDetails,
} from './ordered.js'
import { PageDouble } from './page.js'
import { PortalDouble } from './portal.js'
import type { RecordedCall, RecordedCommand } from './recorded.js'

/** Options of `mockB24`. */
export interface MockOptions {
  /** Handlers of REST 3.0. */
  readonly v3?: HandlersV3
  /** The portal page. */
  readonly frame?: FrameDoubleOptions
  /** The class of the app's client, if that is not the one of `b24-wasm`: that of `b24-wasm/slim`. */
  readonly B24?: typeof B24
}

/** What a test controls and checks. */
export interface Mock {
  /** The calls so far, with the commands of batches, in their order. A list is one call. */
  readonly calls: readonly RecordedCall[]
  /** The commands to the portal page so far, in their order. */
  readonly commands: readonly RecordedCommand[]
  /** Adds handlers, or replaces those of the same methods until `reset`. */
  handle(handlers: Handlers): void
  /** Adds handlers of REST 3.0, or replaces those of the same methods until `reset`. */
  handleV3(handlers: HandlersV3): void
  /** Adds or replaces the handler of a method that is not documented. */
  handleOther(method: string, handler: OtherHandler, options?: { readonly v3?: boolean }): void
  /** The real-time events that the app has sent so far. Each has also reached the app's own handlers. */
  readonly sentEvents: readonly RecordedEvent[]
  /** Passes a real-time event to the app's handlers, as if another user had sent it. */
  pushEvent(command: string, params?: object, options?: { readonly module?: string }): void
  /** Reports to the app that real-time events may have been missed. */
  missEvents(): void
  /** Passes an event of the placement to the app's listeners, or a reply to a command that it bound. */
  emit(name: string, event?: unknown): void
  /**
   * Closes the slider that the app opened last, as a person does.
   *
   * @throws {Error} if no slider is open
   */
  closeSlider(): Promise<void>
  /** Restores the handlers that `mockB24` got, and forgets all calls and commands. */
  reset(): void
}

/** A client of a double, with what a test needs of it. */
export type MockB24 = FramedB24 & {
  /** What a test controls and checks. */
  readonly mock: Mock
}

const DOMAIN = 'example.bitrix24.com'

const UNLIMITED = { burst: Infinity, perSecond: Infinity }

/**
 * Returns a client whose portal has these handlers in place of methods. It is a real client, so it checks
 * parameters, reads results, pages lists, resolves references and creates errors as in a portal, but sends
 * nothing and never waits for a limit or before it repeats a call.
 *
 * A handler is the result, or a function of the parameters that returns it; that of a list returns all rows.
 */
export async function mockB24(
  handlers: Handlers = {},
  options: MockOptions = {},
): Promise<MockB24> {
  const { v3 = {}, frame = {} } = options
  const origin = frame.portal ?? `https://${DOMAIN}`
  const portal = new PortalDouble(origin)
  const page = new PageDouble(origin, frame)
  const { calls } = portal
  const { commands } = page
  const events = new EventsDouble()
  const mock: Mock = {
    calls,
    commands,
    handle: (more) => portal.handlers.add(more),
    handleV3: (more) => portal.handlersV3.add(more),
    handleOther(method, handler, { v3 = false } = {}) {
      const table = v3 ? portal.handlersV3 : portal.handlers
      table.add({ [method]: handler })
    },
    sentEvents: events.sent,
    pushEvent: (command, params, { module } = {}) => events.push(command, params, module),
    missEvents: () => events.miss(),
    emit: (name, event) => page.emit(name, event),
    closeSlider: () => page.closeSlider(),
    reset() {
      calls.length = 0
      commands.length = 0
      events.sent.length = 0
      portal.handlers.clear()
      portal.handlersV3.clear()
      portal.handlers.add(handlers)
      portal.handlersV3.add(v3)
    },
  }
  mock.reset()
  const b24 = await (options.B24 ?? B24).double((core) => ({
    // Limits are those of an origin: each double has its own.
    opening: {
      origin: `mock ${Math.random()}`,
      open: (core) => portal.open(core),
      rateLimit: UNLIMITED,
    },
    send: (url, body, _isForm, signal) => portal.send(url, body, signal),
    frameCore: page.open(core),
    channel: page,
  }))
  Object.assign(b24.frame.window, WITHOUT_LAYOUT)
  const { events: method } = b24
  const call: FramedB24['events'] = ((...args: []) => method(...args)) as never
  return Object.assign(b24, { mock, events: events.members(call) })
}

/** What the SDK measures of a page; the environments of tests have no layout. */
const WITHOUT_LAYOUT: Pick<FramedB24['frame']['window'], 'fit' | 'autoFit' | 'scrollSize'> = {
  fit: async () => ({ width: 0, height: 0 }),
  autoFit: async () => () => {},
  scrollSize: () => ({ scrollWidth: 0, scrollHeight: 0 }),
}

/** Orders an error of the portal, in place of a result: `'crm.deal.get': mockB24.error('ACCESS_DENIED')`. */
mockB24.error = (code: string, details?: OrderedErrorDetails): OrderedError =>
  new OrderedError(code, details)

/** Orders a request without a response, an error of kind `network`. */
mockB24.networkError = (): OrderedFailure =>
  new OrderedFailure('network', 'NETWORK', 'no readable response: ordered by the test')

/** Orders a reply with a total, the start of the next page, or times of the server. */
mockB24.reply = <Result>(result: Result, details: ReplyDetails): OrderedReply<Result> =>
  new OrderedReply(result, details)
