// The glue of the module for events (`src/js_push`), as `glue.d.ts` describes that of the first module.

import type { CoreFailure } from './lazy-core.js'

/** The functions of an instance. */
export interface PushCore {
  /** Creates a connection to the portal with this origin, for a page that may be loaded by https. */
  connection(portal: string, isSecure: boolean): PushMachine
}

/** A connection without I/O. */
export interface PushMachine {
  /** Handles an input, JSON of a `PushInput`, and returns JSON of a list of `PushAction`. */
  handle(input: string, now: number, random: number): string
  /** Returns when the input `wake` is due, in milliseconds since 1970. */
  wakeAt(): number | undefined
  free(): void
}

/** Something that has happened: its name, the number of a connection, and its content. */
export type PushInput = readonly [name: string, id?: number, content?: unknown]

/** Something to do: its name, and what belongs to it. */
export type PushAction =
  | readonly ['configure', id: number, fresh: boolean]
  | readonly ['open', id: number, url: string]
  | readonly ['poll', id: number, url: string]
  | readonly ['disconnect', code: number]
  | readonly ['send', text: string]
  | PushSignal

/** What a connection reports. */
export type PushSignal =
  | readonly ['emit', module: string, command: string, params: unknown, sentAt: number | null]
  | readonly ['missed']
  | readonly [
      'state',
      status: 'connecting' | 'online' | 'offline' | 'closed',
      transport: 'socket' | 'polling' | null,
      reason: string,
    ]
  | readonly ['fail', failure: import('./error.js').Failure]

/** Starts an instance of the module, as that of the first one. */
export declare function instantiate(
  module: WebAssembly.Module,
  failure: CoreFailure,
  notify: () => void,
): PushCore
