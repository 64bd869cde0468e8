// The largest ratios that `--gate` allows, by row: as measured on 26 November 2026, with a quarter of room
// for noise. Lower them when the code becomes faster.

import { HAND, PEER } from '../names.js'

/** @type {Record<string, import('../types.js').Target[]>} */
export const LIMITS = {
  users: [{ of: HAND, max: 1.6 }],
  deals: [{ of: HAND, max: 1.5 }],
  'empty-call': [
    { of: HAND, max: 2.7 },
    { of: PEER, max: 0.55 },
  ],
}
