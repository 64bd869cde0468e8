import { REQUEST_TIMEOUT } from '#defaults'
import type { Connection } from './connection.js'
import { B24Error, wrapErrors } from './error.js'
import { optionsOf } from './options.js'
import { encode, type Params } from './params.js'
import { run } from './run.js'
import type { RequestTimeout } from './timeouts.js'

/** The progress of a list. */
export interface Progress {
  /** The rows received so far. */
  readonly rows: number
  /** The total of rows that the portal reports. */
  readonly total?: number
  /** The requests sent so far. */
  readonly requests: number
  /**
   * Whether rows may be missing: the total changed because rows were added or deleted, or the portal
   * counts more rows than it sends, such as other people's.
   */
  readonly changed: boolean
}

/** Options of a list. */
export interface ListOptions extends RequestTimeout {
  /** Called after each page, and once more if the end shows that rows may be missing. */
  readonly onProgress?: (progress: Progress) => void
  /** Aborts the list, which fails with kind `aborted`, and its request. */
  readonly signal?: AbortSignal
  /**
   * The member of the result that contains the rows, for a result with several lists:
   * `{ rows: 'items' }` for `im.recent.list`.
   */
  readonly rows?: string
  /** The `cursor` of an earlier list's error, to continue at that position. */
  readonly from?: string
}

interface Page extends Omit<Progress, 'rows'> {
  readonly rows: unknown[]
}

/**
 * A list's rows, one by one: `for await (const user of b24.list('user.get')) …`.
 *
 * A request is sent when its rows are needed, and none after the loop ends. Each loop starts anew.
 */
export class List<Row> implements AsyncIterable<Row> {
  /** @internal */
  static readonly name = 'List'
  readonly #connection: Connection
  readonly #method: string
  readonly #params: Params | undefined
  readonly #options: ListOptions | undefined
  readonly #maxRows: number
  #total: number | undefined

  /** @internal */
  constructor(
    connection: Connection,
    method: string,
    params: Params | undefined,
    options?: ListOptions,
    maxRows = Infinity,
  ) {
    this.#connection = connection
    this.#method = method
    this.#params = params
    this.#options = options
    this.#maxRows = maxRows
  }

  /** The total of rows that the portal reported last; undefined before the first page. */
  get total(): number | undefined {
    return this.#total
  }

  /** Returns a list of at most `count` rows. No page beyond them is requested. */
  take(count: number): List<Row> {
    const maxRows = Math.min(this.#maxRows, Math.max(0, Math.floor(count) || 0))
    return new List(this.#connection, this.#method, this.#params, this.#options, maxRows)
  }

  /**
   * Returns the rows in the portal's pages, without empty ones.
   *
   * @throws {B24Error} the error of a page after three attempts; `cursor` is where to continue
   */
  async *pages(): AsyncGenerator<Row[], void, undefined> {
    const settings = optionsOf(this.#options, 'onProgress', 'timeout', 'signal', 'from', 'rows')
    const { onProgress, timeout = REQUEST_TIMEOUT, signal, from, rows: member } = settings
    let rows = 0
    if (this.#maxRows === 0) return
    const task = await wrapErrors(() =>
      this.#connection.portal.list(
        this.#method.trim(),
        encode(this.#params, this.#method),
        from,
        member,
      ),
    )
    try {
      while (rows < this.#maxRows) {
        const remaining = this.#maxRows - rows
        const options = { timeout, signal, maxRows: remaining }
        const page = (await wrapErrors(() => run(task, this.#connection, options))) as
          Page | undefined
        if (!page) return
        const { requests, total, changed } = page
        const pageRows = page.rows.slice(0, remaining)
        rows += pageRows.length
        this.#total = total
        onProgress?.({ rows, requests, changed, ...(total !== undefined && { total }) })
        // An empty page only reports that rows may be missing.
        if (pageRows.length > 0) yield pageRows as Row[]
      }
    } finally {
      task.free()
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    for await (const page of this.pages()) yield* page
  }

  /**
   * Returns all rows at once.
   *
   * @throws {B24Error} as `pages`; its `rows` are those received before
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
