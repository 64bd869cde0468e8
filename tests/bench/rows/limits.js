// The largest ratios that `--gate` allows, by row: as measured on 26 November 2026 on two processors, quiet and
// loaded, with about a quarter of room for noise. Lower them when the code becomes faster.

import { HAND, PEER } from '../names.js'

/** @type {Record<string, import('../types.js').Target[]>} */
export const LIMITS = {
  users: [{ of: HAND, max: 6.5 }],
  deals: [{ of: HAND, max: 6 }],
  'empty-call': [
    { of: HAND, max: 6.5 },
    { of: PEER, max: 1.35 },
  ],
}
