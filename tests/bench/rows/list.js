// Every one of 5,000 users, while the portal and the clients limit the rate of requests.

import assert from 'node:assert/strict'

import { BX24_NAME, OURS, PEER } from '../names.js'
import { doOnce } from '../stage.js'
import { compare } from '../statistics.js'

/** Its limiter allows 90 requests at once, but the portal 50: it gets a 503 and never calls back. */
const BX24_ENTRY = {
  name: BX24_NAME,
  unmeasured: 'it allows itself 90 requests at once; the 51st is refused, and it never calls back',
}

/** @type {import('../types.js').Row} */
export const row = {
  id: 'list',
  title: '5,000 users, limiter on',
  unit: 'ms',
  targets: [
    { of: PEER, max: 0.18 },
    { figure: 'requests', max: 3 },
  ],
  async measure({ browser, portal, quick }) {
    const rounds = quick ? 1 : 3
    /** @type {Record<string, number[]>} */
    const times = { [OURS]: [], [PEER]: [] }
    /** @type {Record<string, { requests: number, preflights: number }>} */
    const counts = {}
    let expected
    for (let round = 0; round < rounds; round++) {
      for (const [name, samples] of Object.entries(times)) {
        // An empty bucket for each; it resets the setting, too.
        await portal.control.reset()
        const { time, digest, rows, requests, preflights } = await doOnce(
          browser,
          portal,
          name,
          'list',
        )
        assert.equal(rows, 5000, `${name}: another number of users`)
        expected ??= digest
        assert.equal(digest, expected, `${name}: other users`)
        samples.push(time)
        counts[name] = { requests, preflights }
      }
    }
    await portal.control.settings({ bucket: { enabled: false } })
    const outcome = compare(times)
    const entries = outcome.entries.map((entry) => ({ ...entry, ...counts[entry.name] }))
    return { ...outcome, entries: [...entries, BX24_ENTRY] }
  },
}
