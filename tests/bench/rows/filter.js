// A call with a filter of 20 conditions and an empty reply.

import assert from 'node:assert/strict'

import { FILTER } from '../params.js'
import { EMPTY_REPLY } from '../replies.js'
import { PEER } from '../names.js'
import { compareWorks } from './cpu.js'

/** @type {import('../types.js').Row} */
export const row = {
  id: 'filter',
  title: 'a call with a filter of 20',
  unit: 'µs',
  targets: [{ of: PEER, max: 0.6 }],
  measure: (context) => compareWorks(context, 'filtered', EMPTY_REPLY, checkFilters),
}

/** @param {Record<string, string>} bodies */
function checkFilters(bodies) {
  const expected = flatten(FILTER, 'filter')
  for (const [name, body] of Object.entries(bodies)) {
    const sent = body.startsWith('{')
      ? flatten(JSON.parse(body).filter, 'filter')
      : Object.fromEntries([...new URLSearchParams(body)].filter(([key]) => key !== 'auth'))
    assert.deepEqual(sent, expected, `${name}: another filter`)
  }
}

/**
 * Returns the fields of a form by name.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {Record<string, string>}
 */
function flatten(value, name) {
  if (typeof value !== 'object' || value === null) return { [name]: String(value) }
  const nested = Object.entries(value).map(([key, item]) => flatten(item, `${name}[${key}]`))
  return Object.assign({}, ...nested)
}
