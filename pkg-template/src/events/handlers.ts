import { checkFunction } from './checks.js'
import type { EventHandler, PushedEvent } from './types.js'

/** An app's handlers, by the module and the command of their events. */
export class Handlers {
  readonly #byName = new Map<string, Set<EventHandler<never>>>()

  get isEmpty(): boolean {
    return this.#byName.size === 0
  }

  /** Adds a handler; returns the function that removes it. The same function may be added twice. */
  add(module: string, command: string, handler: EventHandler<never>): () => void {
    const name = nameOf(module, command)
    const handlers = this.#byName.get(name) ?? new Set()
    const own: EventHandler<never> = (params, event) => handler(params, event)
    this.#byName.set(name, handlers.add(own))
    return () => {
      handlers.delete(own)
      if (handlers.size === 0 && this.#byName.get(name) === handlers) this.#byName.delete(name)
    }
  }

  clear(): void {
    this.#byName.clear()
  }

  /** Passes an event to each handler by a function, unless an earlier handler has removed it. */
  pass(event: PushedEvent, call: (handle: () => unknown) => void): void {
    const name = nameOf(event.module, event.command)
    for (const handler of [...(this.#byName.get(name) ?? [])]) {
      if (this.#byName.get(name)?.has(handler)) {
        call(() => handler(event.params as never, event as never))
      }
    }
  }
}

/** Adds a listener; returns the function that removes it. The same function may be added twice. */
export function listen<Args extends unknown[]>(
  listeners: Set<(...args: Args) => unknown>,
  listener: (...args: Args) => unknown,
): () => void {
  checkFunction(listener)
  const own = (...args: Args) => listener(...args)
  listeners.add(own)
  return () => void listeners.delete(own)
}

function nameOf(module: string, command: string): string {
  return `${module.toLowerCase()} ${command}`
}
