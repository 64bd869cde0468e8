// JavaScript by hand: `fetch` with a form, `JSON.parse`, and the code that types the users.

import { COMMANDS, FILTER } from '../params.js'
import { handshake } from './handshake.js'
import { normalizeUsers } from './user.js'

/** @import { Connect } from '../types.js' */

/** @type {Connect} */
export async function connect() {
  const { rest, token } = await handshake()
  /** @type {(method: string, params?: object) => Promise<any>} */
  const call = async (method, params = {}) => {
    const body = new URLSearchParams({ auth: token })
    for (const [name, value] of Object.entries(params)) append(body, name, value)
    const response = await fetch(`${rest}/${method}.json`, { method: 'POST', body })
    const { result, error } = await response.json()
    if (error !== undefined) throw new Error(error)
    return result
  }
  const users = async (/** @type {object} */ params) =>
    normalizeUsers(await call('user.get', params))
  return {
    users: () => users({ sort: 'ID', order: 'ASC' }),
    deals: () => call('crm.deal.list', { order: { ID: 'ASC' } }),
    empty: () => call('crm.deal.list'),
    filtered: () => users({ filter: FILTER }),
    async batch() {
      const { result, result_error } = await call('batch', { halt: 0, cmd: commands() })
      if (Object.keys(result_error).length > 0) throw new Error(JSON.stringify(result_error))
      return result
    },
  }
}

function commands() {
  return Object.fromEntries(
    Object.entries(COMMANDS).map(([name, [method, params]]) => {
      const query = new URLSearchParams()
      for (const [param, value] of Object.entries(params)) append(query, param, value)
      return [name, `${method}?${query}`]
    }),
  )
}

/**
 * @param {URLSearchParams} form
 * @param {string} name
 * @param {unknown} value
 */
function append(form, name, value) {
  if (typeof value !== 'object' || value === null) {
    form.append(name, String(value))
    return
  }
  for (const [key, nested] of Object.entries(value)) append(form, `${name}[${key}]`, nested)
}
