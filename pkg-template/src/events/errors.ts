// The errors of a client's events, each of which the client counts once.

import type { EventsHost } from './host.js'

/** The errors of calls, which the client has counted. */
const counted = new WeakSet()

/** Calls a method of the portal. */
export const callMethod: (
  host: EventsHost,
  ...args: Parameters<EventsHost['call']>
) => ReturnType<EventsHost['call']> = async (host, ...args) => {
  try {
    return await host.call(...args)
  } catch (error) {
    counted.add(error as object)
    throw error
  }
}

/** Does what a client has asked for; converts and counts errors of anything but a call. */
export async function counting<T>(host: EventsHost, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (counted.has(thrown as object)) throw thrown
    return host.fail(thrown)
  }
}
