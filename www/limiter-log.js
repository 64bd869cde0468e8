// What the client's limiter did, in plain words.

/** @import { B24 } from 'b24-wasm' */

import { create } from './dom.js'
import { counted } from './format.js'

/** Milliseconds whose events are summed up. */
const WINDOW = 500

const REASONS = new Map([['QUERY_LIMIT_EXCEEDED', 'the portal refused them']])

/** The log of one run. */
export class LimiterLog {
  #b24
  #list
  #began = 0
  /** @type {Moment | undefined} */
  #moment
  /** @type {(() => void)[]} */
  #listeners = []

  /**
   * @param {B24} b24
   * @param {HTMLElement} list
   */
  constructor(b24, list) {
    this.#b24 = b24
    this.#list = list
  }

  /** Starts a new log. */
  begin() {
    this.#list.replaceChildren()
    this.#began = performance.now()
    this.#listeners = [
      this.#b24.on('limit', ({ calls, requests, waiting, delay }) => {
        const moment = this.#current()
        moment.calls += calls
        moment.requests += requests
        moment.waiting = waiting
        moment.delay = delay
      }),
      this.#b24.on('retry', ({ code }) => {
        const { repeated } = this.#current()
        repeated.set(code, (repeated.get(code) ?? 0) + 1)
      }),
    ]
  }

  /** Completes the log. */
  end() {
    for (const remove of this.#listeners) remove()
    this.#write()
    if (this.#list.childElementCount === 0) {
      this.#list.append(create('li', {}, 'Nothing: there was room for every request.'))
    }
  }

  /** Returns the moment to which an event belongs. */
  #current() {
    this.#moment ??= {
      time: performance.now() - this.#began,
      calls: 0,
      requests: 0,
      waiting: 0,
      delay: 0,
      repeated: new Map(),
      timer: setTimeout(() => this.#write(), WINDOW),
    }
    return this.#moment
  }

  #write() {
    if (!this.#moment) return
    const { time, timer } = this.#moment
    clearTimeout(timer)
    const lines = sentences(this.#moment).map((text) =>
      create('li', {}, create('span', { class: 'quiet' }, seconds(time)), text),
    )
    this.#list.append(...lines)
    this.#moment = undefined
  }
}

/**
 * The events of a moment.
 *
 * @typedef {object} Moment
 * @property {number} time milliseconds since the start of the log
 * @property {number} calls sent, in `requests`
 * @property {number} requests
 * @property {number} waiting calls
 * @property {number} delay milliseconds until the first of them is sent
 * @property {Map<string, number>} repeated the calls that are sent again, by the code of the error
 * @property {ReturnType<typeof setTimeout>} timer
 */

/** @param {Moment} moment */
function sentences({ calls, requests, waiting, delay, repeated }) {
  const texts = []
  if (calls > 0) texts.push(`Sent ${counted(calls, 'call')} in ${counted(requests, 'request')}.`)
  for (const [code, count] of repeated) {
    const reason = REASONS.get(code) ?? `they failed with ${code}`
    texts.push(`Queued ${counted(count, 'call')} again: ${reason}.`)
  }
  if (waiting > 0) {
    texts.push(`Held ${counted(waiting, 'call')} back, the next for ${seconds(delay)}.`)
  }
  return texts
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
