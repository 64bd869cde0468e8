// The page that compares the works of all contestants on a stubbed network.

import { connect as hand } from '../contestants/hand.js'
import { connect as json } from '../contestants/json.js'
import { connect as ours } from '../contestants/ours.js'
import { connect as peer } from '../contestants/peer.js'
import { load } from '../contestants/rust.js'
import { HAND, JSON_PARSE, OURS, OURS_RUST, PEER } from '../names.js'
import { timeWorks } from './measure.js'
import { recordBodies, replyWith, stubNetwork } from './network.js'

/** @import { Works } from '../types.js' */

/** @type {Record<string, Works>} */
const contestants = {}

/** @type {Awaited<ReturnType<typeof load>> | undefined} */
let frontEnd

export const bench = {
  /** Connects all contestants; then replaces the network. */
  async connect() {
    for (const [name, connect] of Object.entries({
      [OURS]: ours,
      [PEER]: peer,
      [HAND]: hand,
      [JSON_PARSE]: json,
    })) {
      contestants[name] = await connect({ unlimited: true })
    }
    stubNetwork()
  },

  /**
   * Connects the Rust front end and the hand-written contestant; then replaces the network.
   *
   * @param {string} webhook
   */
  async connectRust(webhook) {
    frontEnd = await load(webhook)
    // Its users stay in the wasm.
    contestants[OURS_RUST] = { users: async () => Array(await loaded().users()) }
    contestants[HAND] = await hand()
    stubNetwork()
  },

  /**
   * Returns the users that the Rust front end has decoded.
   *
   * @param {string} reply
   * @returns {Promise<Record<string, unknown>[]>}
   */
  async rustUsers(reply) {
    replyWith(reply)
    return JSON.parse(await loaded().users_json())
  },

  /**
   * Returns each contestant's result of a work and the body of its last request.
   *
   * @param {keyof Works} work
   * @param {string} reply
   * @returns {Promise<Record<string, { result: unknown, body: string | undefined }>>}
   */
  async results(work, reply) {
    replyWith(reply)
    /** @type {Record<string, { result: unknown, body: string | undefined }>} */
    const results = {}
    for (const [name, run] of Object.entries(able(work))) {
      let result
      const bodies = await recordBodies(async () => {
        result = await run()
      })
      results[name] = { result, body: bodies.at(-1) }
    }
    return results
  },

  /**
   * Times a work of all contestants that have it, or of one.
   *
   * @param {keyof Works} work
   * @param {string} reply
   * @param {{ rounds: number, sampleTime: number }} options
   * @param {string} [only] the contestant
   */
  time(work, reply, options, only) {
    replyWith(reply)
    const works = Object.entries(able(work)).filter(([name]) => only === undefined || name === only)
    return timeWorks(Object.fromEntries(works), options)
  },
}

function loaded() {
  if (frontEnd === undefined) throw new Error('the Rust front end is not connected')
  return frontEnd
}

/** @param {keyof Works} work */
function able(work) {
  const works = Object.entries(contestants).flatMap(([name, works]) => {
    const run = works[work]
    return run === undefined ? [] : [/** @type {const} */ ([name, run])]
  })
  return Object.fromEntries(works)
}

globalThis.bench = bench
