// The file for events, `dist/b24.events.js`, which is imported when events are first used.

import { CALL_TIMEOUT } from '#defaults'

import { inputError } from '../error.js'
import { optionsOf } from '../options.js'
import { checkFunction, checkNames, eventText, usersOf } from './checks.js'
import type { EventsFile, EventsHost } from './host.js'
import { Hub } from './hub.js'
import type { AppEventsClient, SendOptions } from './types.js'

/** The bytes of parameters above which the portal drops an event. */
const MAX_BYTES = 1_000_000

/** Returns the members of `b24.events`. */
export const open: EventsFile['open'] = (host) => {
  const listen = <Listener extends () => unknown>(listeners: Set<Listener>, listener: Listener) => {
    checkFunction(listener)
    const own = ((...args: []) => listener(...args)) as Listener
    listeners.add(own)
    return () => void listeners.delete(own)
  }
  return {
    async on(module, command, handler, options) {
      checkNames(module, command)
      checkFunction(handler)
      const { timeout = CALL_TIMEOUT, signal } = optionsOf(options, 'timeout', 'signal')
      return Hub.of(host).on(module, command, handler as never, timeout, signal)
    },
    send: (command, params?: unknown, options?: SendOptions) =>
      send(host, command, params, options),
    onState: async (listener) => listen(Hub.of(host).stateListeners as never, listener as never),
    onMissed: async (listener) => listen(Hub.of(host).missedListeners, listener),
    close: async () => Hub.of(host).close(),
  } satisfies Omit<AppEventsClient, 'state'>
}

async function send(
  host: EventsHost,
  command: string,
  params: unknown = {},
  options?: SendOptions,
): Promise<void> {
  const { to, ...others } = Object(options) as SendOptions
  const { module = 'application', ...rest } = optionsOf(others, 'module', 'timeout', 'signal')
  checkNames(module, command)
  const text = eventText(params)
  if (new TextEncoder().encode(text).length > MAX_BYTES) {
    const advice = 'send an identifier, and let the receiver read the data'
    throw inputError('EVENT_TOO_LARGE', `the portal drops events of over 1 MB; ${advice}`)
  }
  await host.call(
    'pull.application.event.add',
    {
      COMMAND: command,
      // As JSON, so that numbers and empty lists keep their types.
      PARAMS: text,
      MODULE_ID: module,
      // The portal compares the own identifier with a text.
      ...(to !== undefined && { USER_ID: usersOf(to) }),
    },
    rest,
  )
}
