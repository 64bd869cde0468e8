import { importEvents } from '#import-events'

import type { Connection } from './connection.js'
import { convertError } from './error.js'
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
  const closed: EventsState = { status: 'closed', reason: '' }
  const { fail } = diagnostics
  const host: EventsHost = {
    origin,
    session,
    state: () => closed,
    toError: convertError,
    fail,
    call,
  }
  // The position of the options, which limit how long the file may take.
  const members = { on: 3, send: 2, onState: 9, onMissed: 9, close: 9 }
  for (const name of Object.keys(members) as (keyof typeof members)[]) {
    Object.assign(method, {
      [name]: (...args: unknown[]) =>
        load(args[members[name]])
          .catch(fail)
          .then(
            (file) => file.open(host)[name](...(args as [never, never, never])) as Promise<unknown>,
          ),
    })
  }
  return Object.defineProperty(method, 'state', { get: () => host.state() }) as AppEventsMember
}
