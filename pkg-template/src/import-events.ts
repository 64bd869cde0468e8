import type { EventsFile } from './events/host.js'

/** Imports the file for events. Bundlers recognize this expression, and add the file to their output. */
export function importEvents(): Promise<EventsFile> {
  return import('#events-file')
}
