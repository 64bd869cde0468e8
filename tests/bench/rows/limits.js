// The largest ratios that `--gate` allows, by row: as measured on a quiet machine on 26 November 2026, with
// half as much again of room, because ratios of a slow or disturbed machine are larger. Lower them when
// the code becomes faster.

import { HAND, PEER } from '../names.js'

/** @type {Record<string, import('../types.js').Target[]>} */
export const LIMITS = {
  users: [{ of: HAND, max: 1.6 }],
  deals: [{ of: HAND, max: 1.6 }],
  'empty-call': [
    { of: HAND, max: 4 },
    { of: PEER, max: 0.65 },
  ],
}
