// The double of REST 2.0: the reply to each request of the core.

import { type Envelope, envelopeOf } from './envelope.js'
import { OrderedError } from './ordered.js'
import { resolveReferences } from './references.js'
import type { RowPages } from './rows.js'
import type { HandlerTable } from './table.js'
import type { Wire } from './wire.js'

/** One command of a batch. */
export type NamedCommand = readonly [name: string, method: string, params: unknown]

/** Runs a call. A result with rows has their total, as the portal's has. */
export async function runCall(
  table: HandlerTable,
  method: string,
  params: unknown,
  signal: AbortSignal | undefined,
): Promise<Envelope> {
  const envelope = await table.run(method, params, signal)
  const rows = countedRows(envelope.result)
  return rows && Object(rows[0]) === rows[0] ? { total: rows.length, ...envelope } : envelope
}

/** Returns the rows that the portal counts: records in a list, or in an object's only member. */
function countedRows(result: unknown): readonly unknown[] | undefined {
  const [rows, ...others] = Array.isArray(result) ? [result] : Object.values(Object(result))
  return Array.isArray(rows) && others.length === 0 ? rows : undefined
}

/** Runs the commands of one request in their order. */
export async function runBatch(
  table: HandlerTable,
  commands: readonly NamedCommand[],
  halt: boolean,
  signal: AbortSignal | undefined,
): Promise<Envelope> {
  const batch = new BatchResult()
  for (const [name, method, params] of commands) {
    try {
      const resolved = resolveReferences(params, batch.results)
      batch.add(name, await runCall(table, method, resolved, signal))
    } catch (thrown) {
      if (!(thrown instanceof OrderedError)) throw thrown
      batch.fail(name, thrown)
      if (halt) break
    }
  }
  return batch.envelope()
}

/** Returns the pages of a list for one request. */
export async function runPages(
  table: HandlerTable,
  pages: RowPages,
  wire: Wire,
  method: string,
  params: unknown,
  signal: AbortSignal | undefined,
): Promise<Envelope> {
  const next = await pages.next(wire, () => table.run(method, params, signal))
  if (wire.method !== 'batch') return next[0]!
  const batch = new BatchResult()
  for (const [at, [name]] of wire.commands.entries()) batch.add(name, next[at]!)
  return batch.envelope()
}

/** Returns the envelope of an error. */
export function errorEnvelope({ code, description }: OrderedError): object {
  return { error: code, error_description: description }
}

/** The result of a batch: each member of the replies under the names of the commands. */
class BatchResult {
  readonly results = new Map<string, unknown>()
  readonly #errors = new Map<string, object>()
  readonly #totals = new Map<string, number>()
  readonly #nexts = new Map<string, number>()

  add(name: string, { result, total, next }: Envelope): void {
    this.results.set(name, result)
    if (total !== undefined) this.#totals.set(name, total)
    if (next !== undefined) this.#nexts.set(name, next)
  }

  fail(name: string, error: OrderedError): void {
    this.#errors.set(name, errorEnvelope(error))
  }

  envelope(): Envelope {
    return envelopeOf({
      result: {
        result: this.results,
        result_error: this.#errors,
        result_total: this.#totals,
        result_next: this.#nexts,
        result_time: {},
      },
    })
  }
}
