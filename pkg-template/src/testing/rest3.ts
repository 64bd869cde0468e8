// The double of REST 3.0.

import type { Envelope } from './envelope.js'
import type { OrderedError } from './ordered.js'
import { partOf } from './references.js'
import { findRows } from './rows.js'
import type { HandlerTable } from './table.js'

/** One call of a batch. */
interface BatchCall {
  readonly method: string
  readonly query: unknown
  readonly as: string
}

/** The parameters by which the SDK asks for a page of a list. */
interface PageParams {
  readonly filter?: readonly unknown[]
  readonly pagination?: {
    readonly limit?: number
    readonly offset?: number
    readonly page?: number
  }
  readonly order?: Readonly<Record<string, string>>
  readonly cursor?: {
    readonly field?: string
    readonly value?: unknown
    readonly order?: string
    readonly limit?: number
  }
}

/** Runs a request: a call, or a batch of calls until one fails. */
export async function runV3(
  table: HandlerTable,
  method: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Envelope> {
  if (method !== 'batch') return runCall(table, method, body, signal)
  const results = new Map<string, unknown>()
  for (const { method, query, as } of body as readonly BatchCall[]) {
    const { result } = await runCall(table, method, resolve(query, results), signal)
    results.set(as, result)
  }
  return { result: [...results.values()] }
}

/** Returns the envelope of an error. */
export function errorEnvelopeV3({ code, description, validation }: OrderedError): object {
  return { error: { code, message: description, ...(validation && { validation }) } }
}

async function runCall(
  table: HandlerTable,
  method: string,
  params: unknown,
  signal: AbortSignal | undefined,
): Promise<Envelope> {
  const envelope = await table.run(method, params, signal)
  const { rows, wrap } = findRows(envelope.result)
  return { ...envelope, result: wrap(pageOf(rows, Object(params) as PageParams)) }
}

/** Returns the rows of a page: the handler returned those of all pages. */
function pageOf(rows: readonly unknown[], params: PageParams): readonly unknown[] {
  const [field, bound, order] = boundOf(params)
  const sign = order?.toUpperCase() === 'DESC' ? -1 : 1
  const rest =
    bound === undefined
      ? rows
      : rows.filter((row) => sign * compare(Object(row)[field!], bound) > 0)
  const { limit = params.cursor?.limit ?? Infinity, offset, page = 1 } = params.pagination ?? {}
  const start = offset ?? (page > 1 ? (page - 1) * limit : 0)
  return rest.slice(start, start + limit)
}

/** Returns after which value of which field a page begins: by `cursor`, or by a condition on the order's field. */
function boundOf({
  cursor,
  filter,
  order,
}: PageParams): [field?: string, bound?: unknown, order?: string] {
  if (cursor) return [cursor.field ?? 'id', cursor.value ?? 0, cursor.order]
  const [[field, direction] = [], ...others] = Object.entries(order ?? {})
  const last = filter?.at(-1)
  if (!field || others.length || !Array.isArray(last) || last[0] !== field) return []
  return ['>', '<'].includes(last[1]) ? [field, last[2], direction] : []
}

/** Compares numbers, or other values as texts. */
function compare(value: unknown, bound: unknown): number {
  const difference = Number(value) - Number(bound)
  return Number.isNaN(difference) ? String(value).localeCompare(String(bound)) : difference
}

/** Replaces references by parts of the results so far. */
function resolve(value: unknown, results: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, results))
  if (typeof value !== 'object' || value === null) return value
  const { $ref, $refArray } = value as { $ref?: string; $refArray?: string }
  if ($ref) {
    const [content, path] = contentOf($ref, results)
    return partOf(content, path)
  }
  if ($refArray) {
    const [rows, path] = contentOf($refArray, results)
    return (Array.isArray(rows) ? rows : []).map((row) => partOf(row, path))
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, resolve(member, results)]),
  )
}

/** Returns the `item` or the `items` to which a reference `name.path` refers, and the path. */
function contentOf(
  reference: string,
  results: ReadonlyMap<string, unknown>,
): [content: unknown, path: string[]] {
  const [name = '', ...path] = reference.split('.')
  const { item, items } = Object(results.get(name))
  return [item ?? items, path]
}
