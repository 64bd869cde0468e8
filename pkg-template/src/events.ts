import { importEvents } from '#import-events'

import type { Connection } from './connection.js'
import type { EventsHost } from './events/host.js'
import type { AppEventsMember, EventsState } from './events/types.js'
import { lazyFile } from './lazy-file.js'

const load = lazyFile(importEvents, 'EVENTS_NOT_LOADED', 'b24.events.js')

/**
 * Adds the real-time events to the function that calls the method `events`. Their code is a file of its own,
 * which is loaded when they are first used.
 */
export function openEvents(
  { origin, session, diagnostics }: Connection,
  call: EventsHost['call'],
  method: object,
): AppEventsMember {
  const current: EventsState = { status: 'closed', reason: '' }
  const host: EventsHost = { origin, session, current, call }
  for (const name of ['on', 'send', 'onState', 'onMissed', 'close'] as const) {
    Object.assign(method, {
      [name]: (...args: unknown[]) =>
        load(args.at(-1))
          .then(
            (file) => file.open(host)[name](...(args as [never, never, never])) as Promise<unknown>,
          )
          .catch(diagnostics.fail),
    })
  }
  return Object.defineProperty(method, 'state', { get: () => host.current }) as AppEventsMember
}
