// 50 deals of 60 fields, by the method's name: the rows as the portal sends them.

import { DEALS_REPLY } from '../replies.js'
import { HAND } from '../names.js'
import { compareWorks } from './cpu.js'

/** @type {import('../types.js').Row} */
export const row = {
  id: 'deals',
  title: '50 deals of 60 fields, by name',
  unit: 'µs',
  targets: [{ of: HAND, max: 1.1 }],
  measure: (context) => compareWorks(context, 'deals', DEALS_REPLY),
}
