import { wrapErrors } from '../error.js'
import { optionsOf } from '../options.js'
import { encodeValue } from '../params.js'
import type { HostPage } from './host-page.js'
import type { FrameInfo } from './info.js'
import type {
  PlacementBindings,
  PlacementCommands,
  PlacementEvents,
  PlacementOptions,
} from './placements.js'
import type { Send, WaitOptions } from './command.js'

/** The names of a placement's commands and events. */
export interface PlacementInterface {
  readonly command: string[]
  readonly event: string[]
}

/** The context of a placement. */
export interface PlacementInfo {
  /** The placement's code; `DEFAULT` on the app's own page. */
  readonly placement: string
  /** The placement's context, such as the `ID` of the deal whose tab it is. */
  readonly options: PlacementOptions
}

type Args<Command> = Command extends { params: infer Params }
  ? [params: Params, options?: WaitOptions]
  : Command extends { params?: infer Params }
    ? [params?: Params, options?: WaitOptions]
    : never

/** The name, unless it is documented and has its own types. */
type Undocumented<Name, Documented> = Name extends keyof Documented ? never : Name

/**
 * The app's placement, with the commands and events that only this placement has. An unknown name
 * fails with `UNKNOWN_COMMAND` or `UNKNOWN_EVENT` instead of waiting forever.
 */
export interface FramePlacement {
  /** The placement's code and context. */
  readonly info: PlacementInfo
  /** Returns the placement's commands and events. */
  getInterface(options?: WaitOptions): Promise<PlacementInterface>
  /**
   * Sends one of the placement's own commands: a documented one with its types, any other with any
   * value.
   *
   * @throws {B24Error} `FRAME_TIMEOUT` if there is no reply, or an error of kind `timeout` after
   * your own `timeout`
   */
  call<Name extends keyof PlacementCommands>(
    command: Name,
    ...args: Args<PlacementCommands[Name]>
  ): Promise<PlacementCommands[Name]['reply']>
  call<Reply = unknown, Name extends string = string>(
    command: Undocumented<Name, PlacementCommands>,
    params?: unknown,
    options?: WaitOptions,
  ): Promise<Reply>
  /** Listens to an event, until the promised function is called. */
  on<Name extends keyof PlacementEvents>(
    event: Name,
    listener: (event: PlacementEvents[Name]) => void,
  ): Promise<() => void>
  on<Event = unknown, Name extends string = string>(
    event: Undocumented<Name, PlacementEvents>,
    listener: (event: Event) => void,
  ): Promise<() => void>
  /**
   * Sends a command that gets any number of replies, and passes them to `listener` until the promised
   * function is called.
   */
  bind<Name extends keyof PlacementBindings>(
    command: Name,
    params: PlacementBindings[Name]['params'],
    listener: (reply: PlacementBindings[Name]['reply']) => void,
  ): Promise<() => void>
  bind<Reply = unknown, Name extends string = string>(
    command: Undocumented<Name, PlacementBindings>,
    params: unknown,
    listener: (reply: Reply) => void,
  ): Promise<() => void>
}

type Listener = (value: unknown) => void

/** @internal */
export function framePlacement(send: Send, page: HostPage, info: () => FrameInfo): FramePlacement {
  const { placement, options } = info()
  const listen = async (name: string, params: string | undefined, listener: Listener) => {
    // A listener's error is reported to the page, as for any event.
    const report = (value: unknown) => {
      try {
        listener(value)
      } catch (thrown) {
        reportError(thrown)
      }
    }
    return wrapErrors(() => page.listen(name, params, report))
  }
  const members = {
    info: { placement, options },
    getInterface: (options?: WaitOptions) => send('getInterface', {}, options),
    call: (command: string, params?: unknown, options?: WaitOptions) =>
      wrapErrors(() => {
        const wait = optionsOf(options, 'timeout', 'signal')
        return page.call(command, encodeValue(params), wait)
      }),
    on: (event: string, listener: Listener) => listen(event, undefined, listener),
    bind: (command: string, params: unknown, listener: Listener) =>
      listen(command, encodeValue(params), listener),
  }
  return members as FramePlacement
}
