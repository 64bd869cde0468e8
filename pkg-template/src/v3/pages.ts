// The pages of a list of REST 3.0: the module plans the requests, and the rows stay here.

import { inputError } from '../error.js'
import type { OpenPages } from '../list.js'
import type { Reply } from '../reply.js'
import type { V3ListPlan } from '../v3-glue.js'
import { currentCore } from './core.js'
import type { V3Host } from './host.js'
import { withIdempotencyKey } from './idempotency.js'
import { nameOf } from './name.js'

/** The most rows that the module takes for a number. */
const MAX_ROWS = 2 ** 32 - 1

/** Starts a list at the beginning or at a cursor. */
export const list: OpenPages<V3Host> = async (
  host,
  name,
  params,
  from,
  { rows, id, by },
  waitIfBlocked,
) => {
  if (id !== undefined) {
    throw inputError('UNKNOWN_OPTION', 'option "id" is one of REST 2.0; use "by"')
  }
  const method = nameOf(name)
  const core = await currentCore()
  const options = JSON.stringify({ by, tail: /\.tail$/i.test(method) })
  // The method of an unknown name may write.
  const reads = core.isRead(method)
  const plan = core.list(method, host.encode(params), options, from)
  let requests = 0
  return {
    async next({ maxRows = MAX_ROWS, ...options }) {
      for (;;) {
        const params = plan.next(Math.min(maxRows, MAX_ROWS))
        if (params === undefined) return undefined
        const task = host.portal().call(method, params, reads, false, waitIfBlocked, true)
        const connection = reads ? host : withIdempotencyKey(host)
        const { result } = (await host.run(task, connection, options)) as Reply<unknown>
        requests++
        const received = rowsOf(method, result, rows).slice(0, plan.maxRows())
        const page = { rows: newRows(plan, result, received), requests, changed: plan.changed() }
        if (page.rows.length > 0 || page.changed) return page
      }
    },
    cursor: () => plan.cursor(),
    free: () => plan.free(),
  }
}

/** Returns the rows in the result of a list. */
function rowsOf(method: string, result: unknown, member = 'items'): unknown[] {
  const rows = Array.isArray(result) ? result : Object(result)[member]
  if (Array.isArray(rows)) return rows
  const problem = `the result has no list "${member}"; if the rows have another name, pass it as option "rows"`
  throw Object.assign(inputError('NOT_A_LIST', problem), { method })
}

/** Passes what the plan needs of a page, and returns the rows that no earlier page had. */
function newRows(plan: V3ListPlan, result: unknown, rows: unknown[]): unknown[] {
  const key = plan.key()
  const next = plan.nextMember()
  const { hasMore, truncated, [next]: position } = Object(result)
  const ids = rows.map((row) => Object(row)[key] ?? null)
  const page = {
    ids,
    ...(ids.every((id) => id === null) && { text: JSON.stringify(rows) }),
    last: ids.at(-1),
    more: hasMore ?? truncated,
    next: position,
  }
  const marks = plan.accept(JSON.stringify(page))
  return rows.filter((_row, at) => marks[at] === '1')
}
