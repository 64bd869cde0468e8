// The glue of the module for REST 3.0 (`src/js_v3`), as `glue.d.ts` describes that of the first module. Texts
// are JSON unless they are names, methods or cursors. Functions throw the details of a `B24Error`.

import type { CoreFailure } from './glue.js'

/** The functions of an instance. */
export interface V3Core {
  /** Checks a call, unless it is unchecked, and returns its parameters as they are sent. */
  prepare(method: string, params: string, unchecked: boolean): string
  /** Returns whether a method changes nothing on the portal. */
  isRead(method: string): boolean
  /**
   * Checks calls, a list of `[name, method, params]`, and returns the requests that they need: a list of
   * `V3Request`.
   */
  batch(calls: string): string
  /** Starts a list at the beginning or at a cursor. The options are `V3ListOptions`. */
  list(method: string, params: string, options: string, cursor: string | undefined): V3ListPlan
}

/** One request of a batch, with the next calls. */
export interface V3Request {
  /** The parameter of `batch`. */
  readonly cmd: readonly unknown[]
  /** Whether the portal may run the request twice. */
  readonly reads: boolean
  /** The number of calls. */
  readonly length: number
}

/** How the pages of a list follow each other, if the module does not know it. */
export interface V3ListOptions {
  /** The field by which the method filters and orders. */
  readonly by?: string
  /** Whether the pages follow by `cursor`. */
  readonly tail?: boolean
}

/** A list in progress. Its rows stay in the page. */
export interface V3ListPlan {
  /** Returns the parameters of the next page, for at most this many rows; nothing after the last page. */
  next(maxRows: number): string | undefined
  /** Returns how many rows of the next page are read. */
  maxRows(): number
  /** Accepts a page, a `V3Page`. Returns `1` for each row that is new, and `0` for any other. */
  accept(page: string): string
  /** Returns the member of a row that identifies it. */
  key(): string
  /** Returns the member of the result that is the next position; empty if there is none. */
  nextMember(): string
  /** Returns the cursor after the accepted pages; empty at the beginning. */
  cursor(): string
  /** Returns whether rows may be missing. */
  changed(): boolean
  free(): void
}

/** What the plan needs to know of a page: of at most as many rows as it was asked for. */
export interface V3Page {
  /** The rows' members `key`; null for a row without it. */
  readonly ids: readonly unknown[]
  /** A text of the page, if no row has the member `key`. */
  readonly text?: string
  /** The last row's member `key`. */
  readonly last?: unknown
  /** The result's `hasMore` or `truncated`, if it has one. */
  readonly more?: boolean
  /** The result's member `nextMember`. */
  readonly next?: unknown
}

/** Starts an instance of the module, as that of the first one. */
export declare function instantiate(
  module: WebAssembly.Module,
  failure: CoreFailure,
  notify: () => void,
): V3Core
