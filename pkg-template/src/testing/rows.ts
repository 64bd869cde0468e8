// The rows of a list, page by page, as the requests of the core ask for them.

import { type Envelope, envelopeOf } from './envelope.js'
import { type Pair, readForm, type Wire } from './wire.js'

/** The rows on a page of the portal. */
const PAGE = 50

/** What a list knows besides its method and parameters. */
export interface ListStart {
  /** Where an earlier list ended: `after ID`, `start ROW` or `offset ROW`. */
  readonly cursor: string | undefined
  /** The members that the app names: that of the rows in the result, and that of a row's identifier. */
  readonly members: { readonly rows?: string; readonly id?: string }
}

/** One list: its handler returns all rows, and each request gets the next ones. */
export class RowPages {
  readonly #start: ListStart
  #produced: Envelope | undefined
  #position = 0
  #firstPairs: ReadonlySet<string> | undefined

  constructor(start: ListStart) {
    this.#start = start
  }

  /** Returns the pages of a request, one for each of its commands. The handler runs once for the whole list. */
  async next(wire: Wire, produce: () => Promise<Envelope>): Promise<Envelope[]> {
    if (!this.#produced) {
      this.#produced = await produce()
      this.#position = this.#first()
    }
    const [command] = wire.commands
    const pairs = command ? readForm(command[1].slice(command[1].indexOf('?') + 1)) : wire.pairs
    this.#seek(pairs)
    const count = wire.method === 'batch' ? wire.commands.length : 1
    const size = sizeOf(pairs)
    return Array.from({ length: count }, () => this.#page(pairs, size))
  }

  #page(pairs: readonly Pair[], size: number): Envelope {
    const { rows, wrap } = this.#rows()
    const start = this.#position
    const page = rows.slice(start, start + size)
    this.#position += page.length
    const envelope = envelopeOf({ ...this.#produced!, result: wrap(page) })
    const offset = offsetOf(pairs)
    // By a condition on the identifier, the portal counts the rows that meet it, or none.
    if (offset === -1) return { result: envelope.result }
    const total = this.#produced!.total ?? (offset ? rows.length : rows.length - start)
    const hasMore = this.#position < rows.length
    return { ...envelope, total, ...(hasMore && { next: offset + page.length }) }
  }

  #rows() {
    return findRows(this.#produced!.result, this.#start.members.rows)
  }

  /** Returns the position of the cursor. */
  #first(): number {
    const [way, number = ''] = this.#start.cursor?.split(' ') ?? []
    if (way === 'after') return this.#after(number)
    return Number(number) || 0
  }

  /** Returns the position after the row with an identifier; -1 if there is none. */
  #find(id: string): number {
    const { id: member = '' } = this.#start.members
    return this.#rows().rows.findIndex((row) => {
      const { [member]: named, ID, id: lower } = Object(row)
      return String(named ?? ID ?? lower) === id
    })
  }

  #after(id: string): number {
    return this.#find(id) + 1
  }

  /** Moves to the position of a request: its offset, or the bound that its first request did not have. */
  #seek(pairs: readonly Pair[]): void {
    const offset = offsetOf(pairs)
    if (offset > 0) this.#position = offset
    const texts = pairs.map((pair) => pair.join('='))
    if (!this.#firstPairs) {
      this.#firstPairs = new Set(texts)
      return
    }
    const bound = pairs.find(
      ([path, value], at) =>
        /[<>]|^LAST_ID$/.test(path) && !this.#firstPairs!.has(texts[at]!) && this.#find(value) >= 0,
    )
    if (bound) this.#position = this.#after(bound[1])
  }
}

function offsetOf(pairs: readonly Pair[]): number {
  const found = pairs.find(([path]) => path === 'start' || path === 'OFFSET')
  return found ? Number(found[1]) : 0
}

function sizeOf(pairs: readonly Pair[]): number {
  const found = pairs.find(([path]) => path === 'LIMIT')
  return found ? Number(found[1]) : PAGE
}

/** The rows in a result, and the function that returns the same result with others. */
interface FoundRows {
  readonly rows: readonly unknown[]
  wrap(rows: readonly unknown[]): unknown
}

/** Finds the rows in a result: it is a list, or has the named member or a single list. */
export function findRows(result: unknown, name?: string): FoundRows {
  if (Array.isArray(result)) return { rows: result, wrap: (rows) => rows }
  const members = Object.entries(Object(result))
  const lists = members.filter(([key, member]) => Array.isArray(member) && key === (name ?? key))
  const [found] = lists
  if (!found || lists.length > 1) return { rows: [], wrap: () => result }
  const [key, rows] = found
  return {
    rows: rows as unknown[],
    wrap: (rows) => ({ ...(result as object), [key]: rows }),
  }
}
