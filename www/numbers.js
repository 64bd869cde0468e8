// The numbers of the last call.

/** @import { Time } from 'b24-wasm' */

import { byId } from './dom.js'
import { duration, integer } from './format.js'

const UNKNOWN = '–'

/** The numbers of the last call: rows found, time, requests. */
export class Numbers {
  #total = byId('total', HTMLElement)
  #roundTrip = byId('round-trip', HTMLElement)
  #serverTime = byId('server-time', HTMLElement)
  #requests = byId('requests', HTMLElement)
  #method
  #observer
  #began = 0
  #count = 0

  /** @param {string} method the REST method whose requests are counted */
  constructor(method) {
    this.#method = method
    // An observer receives every request; the browser's list is limited to 250.
    this.#observer = new PerformanceObserver((list) => this.#add(list.getEntries()))
    this.#observer.observe({ type: 'resource' })
  }

  /** Starts counting for a new call. */
  begin() {
    this.#began = performance.now()
    this.#count = 0
  }

  /**
   * Shows the numbers of a call; without a reply only the elapsed time.
   *
   * @param {number} [total] rows found
   * @param {Time} [time] of the reply
   */
  end(total, time) {
    this.#roundTrip.textContent = duration(performance.now() - this.#began)
    this.#serverTime.textContent = time ? duration(time.duration * 1000) : UNKNOWN
    this.#total.textContent = total === undefined ? UNKNOWN : integer(total)
    this.#requests.textContent = String(this.#count)
    this.#add(this.#observer.takeRecords())
  }

  /**
   * Counts requests, which the browser reports shortly after the response. Requests of a cancelled call
   * started before the current call and are ignored.
   *
   * @param {PerformanceEntryList} entries
   */
  #add(entries) {
    const ours = entries.filter(
      ({ name, startTime }) =>
        startTime >= this.#began && new URL(name).pathname.endsWith(`/${this.#method}`),
    )
    if (ours.length === 0) return
    this.#count += ours.length
    this.#requests.textContent = String(this.#count)
  }
}
