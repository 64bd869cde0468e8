import type { Portal } from '#glue'

import { B24Error, wrapErrors } from './error.js'
import { optionsOf } from './options.js'
import { encode, type Params } from './params.js'

/** How far a walk along a list is. */
export interface Progress {
  /** Rows so far. */
  readonly rows: number
  /** How many rows the portal says that there are. */
  readonly total?: number
  /** Requests so far. */
  readonly requests: number
  /**
   * Whether rows may be missing: the total changed on the way, since rows came or went, or the portal
   * counts more rows than it sends, as it does with other people's.
   */
  readonly changed: boolean
}

/** How a list is walked along. */
export interface ListOptions {
  /** Told after each page, and once more if the end shows that rows may be missing. */
  readonly onProgress?: (progress: Progress) => void
  /** Milliseconds above 0 that each request may take; 60,000 where it is not given. */
  readonly timeout?: number
  /** Aborting it fails the walk with kind `aborted` and ends its request. */
  readonly signal?: AbortSignal
  /**
   * The member of the result that holds the rows, for a method whose result holds several lists:
   * `{ rows: 'items' }` for `im.recent.list`.
   */
  readonly rows?: string
  /** The `cursor` of the error that an earlier walk ended with, to go on from there. */
  readonly from?: string
}

interface Page extends Omit<Progress, 'rows'> {
  readonly rows: unknown[]
}

const DEFAULT_TIMEOUT = 60_000

/**
 * The rows of a list, one by one: `for await (const user of b24.list('user.get')) …`.
 *
 * A request is sent when its rows are wanted, and none after the loop is left. Each loop walks anew.
 */
export class List<Row> implements AsyncIterable<Row> {
  /** @internal */
  static readonly name = 'List'
  readonly #portal: Portal
  readonly #method: string
  readonly #params: Params | undefined
  readonly #options: ListOptions | undefined
  readonly #most: number
  #total: number | undefined

  /** @internal */
  constructor(
    portal: Portal,
    method: string,
    params: Params | undefined,
    options?: ListOptions,
    most = Infinity,
  ) {
    this.#portal = portal
    this.#method = method
    this.#params = params
    this.#options = options
    this.#most = most
  }

  /** How many rows the portal said last that there are; undefined before the first page. */
  get total(): number | undefined {
    return this.#total
  }

  /** The first so many rows. No page beyond them is asked for. */
  take(count: number): List<Row> {
    const most = Math.min(this.#most, Math.max(0, Math.floor(count) || 0))
    return new List(this.#portal, this.#method, this.#params, this.#options, most)
  }

  /**
   * The rows in the pages in which the portal sends them, none of them empty.
   *
   * @throws {B24Error} what a page failed with after three attempts; `cursor` says where to go on
   */
  async *pages(): AsyncGenerator<Row[], void, undefined> {
    const known = optionsOf(this.#options, 'onProgress', 'timeout', 'signal', 'from', 'rows')
    const { onProgress, timeout = DEFAULT_TIMEOUT, signal, from, rows: member } = known
    let rows = 0
    if (this.#most === 0) return
    const walk = await wrapErrors(() =>
      this.#portal.list(this.#method.trim(), encode(this.#params, this.#method), from, member),
    )
    try {
      while (rows < this.#most) {
        const wanted = this.#most - rows
        const page = (await wrapErrors(() => walk.next(wanted, timeout, signal))) as
          Page | undefined
        if (!page) return
        const { requests, total, changed } = page
        const taken = page.rows.slice(0, wanted)
        rows += taken.length
        this.#total = total
        onProgress?.({ rows, requests, changed, ...(total !== undefined && { total }) })
        // A page without rows only says that some may be missing.
        if (taken.length > 0) yield taken as Row[]
      }
    } finally {
      walk.free()
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    for await (const page of this.pages()) yield* page
  }

  /**
   * All rows at once.
   *
   * @throws {B24Error} as `pages`; its `rows` are those that came before
   */
  async toArray(): Promise<Row[]> {
    const rows: Row[] = []
    try {
      for await (const page of this.pages()) for (const row of page) rows.push(row)
    } catch (thrown) {
      if (thrown instanceof B24Error) Object.assign(thrown, { rows })
      throw thrown
    }
    return rows
  }
}
