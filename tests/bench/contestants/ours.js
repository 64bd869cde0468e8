// This SDK.

import { B24 } from 'b24-wasm'

import { COMMANDS, FILTER } from '../params.js'

/** @import { Connect } from '../types.js' */

/** Without a limit: every sample would wait for the limiter. */
const UNLIMITED = { rateLimit: { burst: Infinity, perSecond: Infinity } }

/** @type {Connect} */
export async function connect({ unlimited = false } = {}) {
  const b24 = await B24.frame(unlimited ? UNLIMITED : {})
  return {
    users: async () => (await b24.user.get({ sort: 'ID', order: 'ASC' })).result,
    deals: async () => (await b24.call('crm.deal.list', { order: { ID: 'ASC' } })).result,
    empty: async () => (await b24.call('crm.deal.list')).result,
    filtered: async () => (await b24.user.get({ filter: FILTER })).result,
    async batch() {
      const outcomes = Object.entries(await b24.batch(COMMANDS))
      return Object.fromEntries(
        outcomes.map(([name, outcome]) => {
          if (!outcome.ok) throw outcome.error
          return [name, outcome.result]
        }),
      )
    },
    list: () => b24.list('user.get').toArray(),
    async stream(count = Infinity) {
      let last = 0
      let rows = 0
      for await (const { ID } of b24.list('user.get').take(count)) {
        if (ID <= last) throw new Error(`user ${ID} after ${last}`)
        last = ID
        rows++
      }
      return rows
    },
  }
}
