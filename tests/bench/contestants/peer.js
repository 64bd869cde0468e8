// The official SDK, `@bitrix24/b24jssdk`. Its results are the portal's rows, so the app normalizes
// them, as with `fetch` by hand.

import { initializeB24Frame } from '@bitrix24/b24jssdk'

import { COMMANDS, FILTER } from '../params.js'
import { normalizeUsers } from './user.js'

/** @import { Connect } from '../types.js' */

/** Without a limit: every sample would wait for the limiter. */
const UNLIMITED = {
  rateLimit: { burstLimit: 1e9, drainRate: 1e9, adaptiveEnabled: false },
  adaptiveConfig: { enabled: false, thresholdPercent: 100, coefficient: 0, maxDelay: 0 },
}

/** @type {Connect} */
export async function connect({ unlimited = false } = {}) {
  const b24 = await initializeB24Frame(unlimited ? { restrictionParams: UNLIMITED } : {})
  const { call, batch, fetchList } = b24.actions.v2
  /** @type {(method: string, params?: object) => Promise<any>} */
  const request = async (method, params) => {
    const reply = await call.make({ method, params })
    if (!reply.isSuccess) throw new Error(reply.getErrorMessages().join())
    return reply.getData()?.result
  }
  return {
    users: async () => normalizeUsers(await request('user.get', { sort: 'ID', order: 'ASC' })),
    deals: () => request('crm.deal.list', { order: { ID: 'ASC' } }),
    empty: () => request('crm.deal.list'),
    filtered: async () => normalizeUsers(await request('user.get', { filter: FILTER })),
    async batch() {
      const options = { isHaltOnError: false, returnAjaxResult: true }
      const reply = await batch.make({ calls: COMMANDS, options })
      if (!reply.isSuccess) throw new Error(reply.getErrorMessages().join())
      const outcomes = /** @type {Record<string, any>} */ (reply.getData())
      return Object.fromEntries(
        Object.entries(outcomes).map(([name, outcome]) => [name, outcome.getData().result]),
      )
    },
    async list() {
      const users = []
      for await (const page of fetchList.make({ method: 'user.get' })) users.push(...page)
      return normalizeUsers(users)
    },
  }
}
