// What the rows of pure code share: the works on a stubbed network, in one page.

import assert from 'node:assert/strict'

import { HAND, JSON_PARSE } from '../names.js'
import { profileWork } from '../profile.js'
import { inPage } from '../stage.js'
import { compare } from '../statistics.js'

/** @import { Context, Outcome, Works } from '../types.js' */

/** Rounds and milliseconds of a sample, for a full and for a quick run. */
const FULL = { rounds: 80, sampleTime: 15 }
const QUICK = { rounds: 24, sampleTime: 8 }

/** @param {boolean} quick */
export function rounds(quick) {
  return quick ? QUICK : FULL
}

/**
 * Asserts that all contestants get the result of the hand-written one, then times them.
 *
 * @param {Context} context
 * @param {keyof Works} work
 * @param {string} reply
 * @param {(bodies: Record<string, string>) => void} [checkBodies] checks the requests
 * @returns {Promise<Outcome>}
 */
export function compareWorks({ browser, portal, quick, profile }, work, reply, checkBodies) {
  return inPage(browser, portal, 'compare', async (frame) => {
    await frame.evaluate(() => bench.connect())
    const results = await frame.evaluate(({ work, reply }) => bench.results(work, reply), {
      work,
      reply,
    })
    /** @type {Record<string, string>} */
    const bodies = {}
    for (const [name, { result, body }] of Object.entries(results)) {
      if (name === JSON_PARSE) continue
      assert.deepEqual(result, results[HAND]?.result, `${name}: another result`)
      bodies[name] = body ?? ''
    }
    checkBodies?.(bodies)
    if (profile) {
      const lines = await profileWork(frame, work, reply, Object.keys(results))
      console.log(lines.join('\n'))
    }
    const samples = await frame.evaluate(
      ({ work, reply, options }) => bench.time(work, reply, options),
      { work, reply, options: rounds(quick) },
    )
    return compare(samples)
  })
}

/**
 * Returns a page of 50 users as the emulator sends it.
 *
 * @param {Context['portal']} portal
 */
export async function usersReply({ webhook }) {
  const body = new URLSearchParams({ sort: 'ID', order: 'ASC' })
  const response = await fetch(`${webhook}user.get.json`, { method: 'POST', body })
  return response.text()
}
