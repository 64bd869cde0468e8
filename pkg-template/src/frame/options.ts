import type { FrameInfo } from './frame.js'
import type { Send, WaitOptions } from './command.js'

/** Values by name that the portal keeps: text, numbers, `false`, lists, objects. */
export interface OptionStore {
  /** The value with this name; undefined where there is none. */
  get<T = unknown>(name: string): T | undefined
  /** All values. */
  all(): Record<string, unknown>
  /** Keeps a value, which `get` hands out from then on. */
  set(name: string, value: unknown, options?: WaitOptions): Promise<void>
}

/** What the portal keeps for the app. */
export interface FrameOptionStores {
  /** For this user. */
  readonly user: OptionStore
  /**
   * For all users. `set` fails with `ADMIN_ONLY` at once where the user is no administrator, for the
   * portal page would not answer.
   */
  readonly app: OptionStore
}

/** @internal */
export function frameOptions(
  send: Send,
  info: () => FrameInfo & { user: Record<string, unknown>; app: Record<string, unknown> },
): FrameOptionStores {
  const store = (of: 'user' | 'app', command: string): OptionStore => ({
    get<T>(name: string) {
      const kept = info()[of]
      return Object.hasOwn(kept, name) ? (kept[name] as T) : undefined
    },
    all: () => info()[of],
    set: async (name, value, options) => void (await send(command, { name, value }, options)),
  })
  return { user: store('user', 'setUserOption'), app: store('app', 'setAppOption') }
}
