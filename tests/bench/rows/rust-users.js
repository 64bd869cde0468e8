// The same 50 users for a Rust front end: from bytes to `Vec<User>`.

import assert from 'node:assert/strict'

import { HAND, OURS_RUST } from '../names.js'
import { inPage } from '../stage.js'
import { compare } from '../statistics.js'
import { rounds, usersReply } from './cpu.js'

/** @type {import('../types.js').Row} */
export const row = {
  id: 'rust-users',
  title: '50 users for a Rust front end, from bytes to `Vec<User>`',
  unit: 'µs',
  targets: [{ of: HAND, max: 1 }],
  async measure({ browser, portal, quick }) {
    const reply = await usersReply(portal)
    return inPage(browser, portal, 'compare', async (frame) => {
      await frame.evaluate((webhook) => bench.connectRust(webhook), portal.webhook)
      const users = await frame.evaluate((reply) => bench.rustUsers(reply), reply)
      const results = await frame.evaluate((reply) => bench.results('users', reply), reply)
      const expected = /** @type {Record<string, unknown>[]} */ (results[HAND]?.result)
      const decoded = /** @type {unknown[]} */ (results[OURS_RUST]?.result)
      assert.equal(decoded.length, expected.length)
      assert.equal(users.length, expected.length)
      for (const [index, user] of users.entries()) {
        // A field that is missing in the row is null in Rust.
        const fields = Object.keys(expected[index] ?? {}).map((name) => [name, user[name]])
        assert.deepEqual(Object.fromEntries(fields), expected[index])
      }
      const samples = await frame.evaluate(
        ({ reply, options }) => bench.time('users', reply, options),
        { reply, options: rounds(quick) },
      )
      return compare(samples)
    })
  },
}
