// A batch of 50 commands, with its reply.

import { BATCH_REPLY } from '../replies.js'
import { PEER } from '../names.js'
import { compareWorks } from './cpu.js'

/** @type {import('../types.js').Row} */
export const row = {
  id: 'batch',
  title: 'a batch of 50 commands',
  unit: 'µs',
  targets: [{ of: PEER, max: 0.6 }],
  measure: (context) => compareWorks(context, 'batch', BATCH_REPLY),
}
