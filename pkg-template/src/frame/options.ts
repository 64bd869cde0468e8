import type { FrameInfo } from './info.js'
import type { Send, WaitOptions } from './command.js'

/** Values that the portal stores by name: text, numbers, `false`, lists, objects. */
export interface OptionStore {
  /** Returns the value with this name, or undefined. */
  get<T = unknown>(name: string): T | undefined
  /** Returns all values. */
  all(): Record<string, unknown>
  /** Stores a value, which `get` returns from then on. */
  set(name: string, value: unknown, options?: WaitOptions): Promise<void>
}

/** The options that the portal stores for the app. */
export interface FrameOptionStores {
  /** For this user. */
  readonly user: OptionStore
  /**
   * For all users. `set` fails with `ADMIN_ONLY` at once if the user is not an administrator, because
   * the portal page would send no reply.
   */
  readonly app: OptionStore
}

/** @internal */
export function frameOptions(
  send: Send,
  info: () => FrameInfo & { user: Record<string, unknown>; app: Record<string, unknown> },
): FrameOptionStores {
  const store = (scope: 'user' | 'app', command: string): OptionStore => ({
    get<T>(name: string) {
      const values = info()[scope]
      return Object.hasOwn(values, name) ? (values[name] as T) : undefined
    },
    all: () => info()[scope],
    set: async (name, value, options) => void (await send(command, { name, value }, options)),
  })
  return { user: store('user', 'setUserOption'), app: store('app', 'setAppOption') }
}
