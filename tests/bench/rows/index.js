// The rows, in the order of the table.

import { row as batch } from './batch.js'
import { row as deals } from './deals.js'
import { row as emptyCall } from './empty-call.js'
import { row as filter } from './filter.js'
import { row as list } from './list.js'
import { row as requests } from './requests.js'
import { row as rustUsers } from './rust-users.js'
import { rows as sizes } from './sizes.js'
import { rows as start } from './start.js'
import { rows as stream } from './stream.js'
import { row as users } from './users.js'

/** @type {import('../types.js').Row[]} */
export const ROWS = [
  users,
  deals,
  emptyCall,
  filter,
  batch,
  rustUsers,
  ...start,
  requests,
  list,
  ...stream,
  ...sizes,
]
