// The fixed cost of a call: its reply has an empty result.

import { EMPTY_REPLY } from '../replies.js'
import { PEER } from '../names.js'
import { compareWorks } from './cpu.js'

/** @type {import('../types.js').Row} */
export const row = {
  id: 'empty-call',
  title: 'a call with an empty reply',
  unit: 'µs',
  targets: [{ of: PEER, max: 0.5 }],
  measure: (context) => compareWorks(context, 'empty', EMPTY_REPLY),
}
