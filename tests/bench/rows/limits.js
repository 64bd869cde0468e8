// The largest ratios that `--gate` allows, by row: what CI measured, with a quarter of room for noise.
// Lower them when the code becomes faster.

import { HAND, PEER } from '../names.js'

/** @type {Record<string, import('../types.js').Target[]>} */
export const LIMITS = {
  users: [{ of: HAND, max: 9 }],
  deals: [{ of: HAND, max: 9 }],
  'empty-call': [
    { of: HAND, max: 9 },
    { of: PEER, max: 9 },
  ],
}
