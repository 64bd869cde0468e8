import type { EventsFile } from './events/host.js'
import { importBeside } from './import-beside.js'

/** Imports the file for events. */
export function importEvents(): Promise<EventsFile> {
  return importBeside('./b24.events.js')
}
