// A page of 50 users, from bytes to typed objects.

import assert from 'node:assert/strict'

import { HAND, PEER } from '../names.js'
import { compareWorks, usersReply } from './cpu.js'

/** @type {import('../types.js').Row} */
export const row = {
  id: 'users',
  title: '50 users, from bytes to typed objects',
  unit: 'µs',
  targets: [
    { of: HAND, max: 1.2 },
    { of: PEER, max: 0.65 },
  ],
  async measure(context) {
    const reply = await usersReply(context.portal)
    assert.equal(JSON.parse(reply).result.length, 50)
    return compareWorks(context, 'users', reply)
  },
}
