// The file for events, `dist/b24.events.js`, which is imported when events are first used.

import { CALL_TIMEOUT } from '#defaults'

import { optionsOf } from '../options.js'
import { checkFunction, checkNames, readSending } from './checks.js'
import { callMethod, counting } from './errors.js'
import { listen } from './handlers.js'
import type { EventsFile, EventsHost } from './host.js'
import { Hub } from './hub.js'
import type { AppEventsClient, SendOptions } from './types.js'

/** Returns the members of `b24.events`. */
export const open: EventsFile['open'] = (host) => {
  return {
    on: (module, command, handler, options) =>
      counting(host, () => {
        checkNames(module, command)
        checkFunction(handler)
        const { timeout = CALL_TIMEOUT, signal } = optionsOf(options, 'timeout', 'signal')
        return Hub.of(host).on(host, module, command, handler as never, timeout, signal)
      }),
    send: (command, params?: unknown, options?: SendOptions) =>
      counting(host, () => send(host, command, params, options)),
    onState: (listener) => counting(host, () => listen(Hub.of(host).stateListeners, listener)),
    onMissed: (listener) => counting(host, () => listen(Hub.of(host).missedListeners, listener)),
    close: () => counting(host, () => Hub.of(host).close()),
  } satisfies Omit<AppEventsClient, 'state'>
}

async function send(
  host: EventsHost,
  command: string,
  params: unknown,
  options?: SendOptions,
): Promise<void> {
  const { module, text, to, rest } = readSending(command, params, options)
  await callMethod(
    host,
    'pull.application.event.add',
    {
      COMMAND: command,
      // As JSON, so that numbers and empty lists keep their types.
      PARAMS: text,
      MODULE_ID: module,
      // The portal compares the own identifier with a text.
      ...(to && { USER_ID: to }),
    },
    rest,
  )
}
