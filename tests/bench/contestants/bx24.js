// The stand-in for BX24.js. It waits 10 ms before each request, as BX24.js does, so only what it sends
// and when its users arrive is compared.

import '../../e2e/pages/bx24.js'

import { normalizeUsers } from './user.js'

/** @import { Connect } from '../types.js' */

/** @type {Connect} */
export async function connect() {
  await new Promise((resolve) => BX24.init(resolve))
  /** @type {(method: string, params: object) => Promise<any>} */
  const call = (method, params) =>
    new Promise((resolve, reject) => {
      BX24.callMethod(method, params, (/** @type {any} */ reply) => {
        if (reply.error()) reject(reply.error())
        else resolve(reply)
      })
    })
  return {
    users: async () =>
      normalizeUsers((await call('user.get', { sort: 'ID', order: 'ASC' })).data()),
  }
}
