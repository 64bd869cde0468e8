import type { Frame as Core } from '#glue'

import { wrapErrors } from '../error.js'
import { optionsOf } from '../options.js'
import { write } from '../params.js'
import type { FrameInfo } from './frame.js'
import type {
  PlacementBindings,
  PlacementCommands,
  PlacementEvents,
  PlacementOptions,
} from './placements.js'
import type { Send, WaitOptions } from './command.js'

/** The names of what a placement can be asked and of what it tells. */
export interface PlacementInterface {
  readonly command: string[]
  readonly event: string[]
}

/** The context of a placement. */
export interface PlacementInfo {
  /** The place's code, `DEFAULT` on the app's own page. */
  readonly placement: string
  /** What the place says of its context: `ID` of the deal whose tab it is. */
  readonly options: PlacementOptions
}

type Args<Of> = Of extends { params: infer Params }
  ? [params: Params, options?: WaitOptions]
  : Of extends { params?: infer Params }
    ? [params?: Params, options?: WaitOptions]
    : never

/** The name, unless it is a documented one, which has types of its own. */
type Undocumented<Name, Documented> = Name extends keyof Documented ? never : Name

/**
 * The place that the app is in, with the commands and events that only this place has. A name that the
 * place has not fails with `UNKNOWN_COMMAND` or `UNKNOWN_EVENT` instead of waiting for ever.
 */
export interface FramePlacement {
  /** Where the app is. */
  readonly info: PlacementInfo
  /** What the place can be asked, and what it tells. */
  getInterface(options?: WaitOptions): Promise<PlacementInterface>
  /**
   * Asks the place with one of its own commands: a documented one with its types, any other with any
   * value.
   *
   * @throws {B24Error} `FRAME_TIMEOUT` without an answer after 5,000 ms, or of kind `timeout` after
   * `timeout`
   */
  call<Name extends keyof PlacementCommands>(
    command: Name,
    ...args: Args<PlacementCommands[Name]>
  ): Promise<PlacementCommands[Name]['answer']>
  call<Answer = unknown, Name extends string = string>(
    command: Undocumented<Name, PlacementCommands>,
    params?: unknown,
    options?: WaitOptions,
  ): Promise<Answer>
  /** Hears each event with this name, until the function that it promises is called. */
  on<Name extends keyof PlacementEvents>(
    event: Name,
    listener: (event: PlacementEvents[Name]) => void,
  ): Promise<() => void>
  on<Event = unknown, Name extends string = string>(
    event: Undocumented<Name, PlacementEvents>,
    listener: (event: Event) => void,
  ): Promise<() => void>
  /**
   * Asks the place with a command that is answered again and again, until the function that it
   * promises is called.
   */
  bind<Name extends keyof PlacementBindings>(
    command: Name,
    params: PlacementBindings[Name]['params'],
    listener: (answer: PlacementBindings[Name]['answer']) => void,
  ): Promise<() => void>
  bind<Answer = unknown, Name extends string = string>(
    command: Undocumented<Name, PlacementBindings>,
    params: unknown,
    listener: (answer: Answer) => void,
  ): Promise<() => void>
}

type Listener = (said: unknown) => void

/** @internal */
export function framePlacement(send: Send, core: Core, info: () => FrameInfo): FramePlacement {
  const { placement, options } = info()
  const listen = async (name: string, value: string | undefined, listener: Listener) => {
    // What a listener throws is the page's, as it is for any event.
    const report = (said: unknown) => {
      try {
        listener(said)
      } catch (thrown) {
        reportError(thrown)
      }
    }
    return release(await wrapErrors(() => core.listen(name, value, report)))
  }
  const place = {
    info: { placement, options },
    getInterface: (options?: WaitOptions) => send('getInterface', {}, options),
    call: (command: string, params?: unknown, options?: WaitOptions) =>
      wrapErrors(() => {
        const { timeout, signal } = optionsOf(options, 'timeout', 'signal')
        return core.call(command, write(params), timeout, signal)
      }),
    on: (event: string, listener: Listener) => listen(event, undefined, listener),
    bind: (command: string, params: unknown, listener: Listener) =>
      listen(command, write(params), listener),
  }
  return place as FramePlacement
}

/** What goes on, kept from the garbage collection, which would free it. */
const subscriptions = new Set<{ free(): void }>()

/** Frees what goes on; a second call does nothing. */
function release(begun: { free(): void }): () => void {
  subscriptions.add(begun)
  return () => {
    if (subscriptions.delete(begun)) begun.free()
  }
}
