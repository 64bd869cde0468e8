// 10 calls in a frame: the requests that reach the portal.

import { BX24_NAME, HAND, OURS, PEER } from '../names.js'
import { counted, doOnce } from '../stage.js'

const CALLS = 10

/** @type {import('../types.js').Row} */
export const row = {
  id: 'requests',
  title: '10 calls, one after the other',
  unit: 'requests',
  targets: [{ figure: 'requests', max: CALLS }],
  async measure({ browser, portal }) {
    const entries = []
    for (const name of [OURS, PEER, BX24_NAME, HAND]) {
      entries.push(counted(name, await doOnce(browser, portal, name, 'users', { times: CALLS })))
    }
    return { samples: 1, entries }
  },
}
