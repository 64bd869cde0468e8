import { REQUEST_TIMEOUT } from '#defaults'
import type { Connection } from './connection.js'
import { B24Error, type Failure, convertError, createError, inputError } from './error.js'
import { methodOf, optionsOf } from './options.js'
import { encode, type Params } from './params.js'
import { run, type RunOptions } from './run.js'
import { ABORTED } from './watch.js'
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

/** Options of a list. Its requests only read, so they are always sent again if a response is lost. */
export interface ListOptions extends RequestTimeout {
  /**
   * Called after each page, and once more if the end shows that rows may be missing. If it throws, the
   * list returns the rows of the page and then fails with `CALLBACK_FAILED`: `cause` is what was thrown,
   * and `cursor` is where to continue.
   */
  readonly onProgress?: (progress: Progress) => void
  /**
   * Whether each request waits while the portal blocks the method by `OPERATION_TIME_LIMIT`, if the
   * timeout allows; by default true. If not, the list fails at once, and can be continued.
   */
  readonly waitIfBlocked?: boolean
  /** Aborts the list, which fails with kind `aborted`, and its request. */
  readonly signal?: AbortSignal
  /**
   * The member of the result that contains the rows, for a result with several lists:
   * `{ rows: 'notifications' }` for `im.notify.get`.
   */
  readonly rows?: string
  /** The member of a row that identifies it, if that is neither `ID` nor `id`. */
  readonly id?: string
  /**
   * The field by which `order` and `filter` of a method that this package does not know take the
   * identifier: `{ by: 'ID' }`. Rows that are added or deleted then shift no others.
   */
  readonly by?: string
  /** The `cursor` of an earlier list or of its error, to continue at that position. */
  readonly from?: string | undefined
}

/**
 * A page of a list; an empty one only reports that rows may be missing.
 *
 * @internal
 */
export interface Page extends Omit<Progress, 'rows'> {
  readonly rows: unknown[]
}

/**
 * The pages of a list, one after the other.
 *
 * @internal
 */
export interface Pages {
  /** Requests the next page; nothing after the last one. */
  next(options: RunOptions): Promise<Page | undefined>
  /** Returns where the list continues after the last page. */
  cursor(): string | undefined
  free(): void
}

/** What the caller knows of a list. */
type ListMembers = Pick<ListOptions, 'rows' | 'id' | 'by'>

/**
 * Starts a list at the beginning or at a cursor.
 *
 * @internal
 */
export type OpenPages<C extends Connection = Connection> = (
  connection: C,
  method: string,
  params: Params | undefined,
  from: string | undefined,
  members: ListMembers,
  waitIfBlocked: boolean,
) => Pages | Promise<Pages>

/** Starts a list of REST 2.0, whose pages are a task of the core. */
const openTask: OpenPages = (connection, name, params, from, members, waitIfBlocked) => {
  const method = methodOf(name)
  const encoded = encode(params, method)
  const task = connection.portal().list(method, encoded, from, encode(members), waitIfBlocked)
  return {
    next: (options) => run(task, connection, options) as Promise<Page | undefined>,
    cursor() {
      try {
        // The list continues where it would if it were aborted.
        task.fail(ABORTED, 0, 0)
      } catch (failure) {
        return (failure as Failure).cursor
      }
      return undefined
    },
    free: () => task.free(),
  }
}

/** Calls the app's function, and returns the failure if it throws. */
function failureOf(
  onProgress: ListOptions['onProgress'],
  progress: Progress,
): B24Error | undefined {
  try {
    onProgress?.(progress)
    return undefined
  } catch (thrown) {
    return createError('input', 'CALLBACK_FAILED', '"onProgress" threw an error', thrown)
  }
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
  readonly #open: OpenPages
  readonly #maxRows: number
  #total: number | undefined
  #cursor: string | undefined

  /** @internal */
  constructor(
    connection: Connection,
    method: string,
    params: Params | undefined,
    options?: ListOptions,
    open = openTask,
    maxRows = Infinity,
  ) {
    this.#connection = connection
    this.#method = method
    this.#params = params
    this.#options = options
    this.#open = open
    this.#maxRows = maxRows
  }

  /** The total of rows that the portal reported last; undefined before the first page. */
  get total(): number | undefined {
    return this.#total
  }

  /**
   * The position after the last page received, for the option `from`: where a `tail` method of REST 3.0 has the
   * rows that were added since. Undefined before the first page.
   */
  get cursor(): string | undefined {
    return this.#cursor
  }

  /**
   * Returns a list of at most `count` rows. No page beyond them is requested.
   *
   * @throws {B24Error} `INVALID_ARGUMENT` if the count is not a number
   */
  take(count: number): List<Row> {
    if (typeof count !== 'number' || Number.isNaN(count)) {
      throw inputError('INVALID_ARGUMENT', 'take(count) takes a number of rows')
    }
    const maxRows = Math.min(this.#maxRows, Math.max(0, Math.floor(count)))
    return new List(
      this.#connection,
      this.#method,
      this.#params,
      this.#options,
      this.#open,
      maxRows,
    )
  }

  /**
   * Returns the rows in the portal's pages, without empty ones.
   *
   * @throws {B24Error} the error of a page, which is requested again as a call is; `cursor` is where to
   *   continue
   */
  async *pages(): AsyncGenerator<Row[], void, undefined> {
    let pages: Pages | undefined
    let cursor = ''
    try {
      const {
        onProgress,
        timeout = REQUEST_TIMEOUT,
        signal,
        from,
        waitIfBlocked = true,
        ...members
      } = optionsOf(
        this.#options,
        ...([
          'onProgress',
          'timeout',
          'signal',
          'from',
          'waitIfBlocked',
          'rows',
          'id',
          'by',
        ] as const),
      )
      let rows = 0
      if (this.#maxRows === 0) return
      const open = this.#open
      pages = await open(this.#connection, this.#method, this.#params, from, members, waitIfBlocked)
      cursor = from ?? ''
      while (rows < this.#maxRows) {
        const remaining = this.#maxRows - rows
        const options = { timeout, signal, maxRows: remaining }
        const page = await pages.next(options)
        if (!page) return
        const pageRows = page.rows.slice(0, remaining)
        rows += pageRows.length
        this.#total = page.total
        cursor = pages.cursor() ?? cursor
        this.#cursor = cursor
        const failure = failureOf(onProgress, { ...page, rows })
        // An empty page only reports that rows may be missing.
        if (pageRows.length > 0) yield pageRows as Row[]
        if (failure) throw Object.assign(failure, { method: this.#method })
      }
    } catch (thrown) {
      const error = convertError(thrown)
      // A core that has failed has no cursor any more.
      this.#connection.diagnostics.fail(Object.assign(error, { cursor: error.cursor || cursor }))
    } finally {
      pages?.free()
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
