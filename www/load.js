// Many calls at once, and how the client keeps to the portal's rate limit.

/** @import { B24 } from 'b24-wasm' */
/** @import { Control } from './emulator.js' */

import { byId, create } from './dom.js'
import { known, showError } from './errors.js'
import { counted, duration, integer } from './format.js'
import { LimiterLog } from './limiter-log.js'

/** The requests that fit into the portal's bucket: the limit of all plans but Enterprise. */
const CAPACITY = 50

/** Milliseconds between two updates of the numbers. */
const INTERVAL = 100

/** The emulator's settings: other programs fill most of the bucket, and responses are slow. */
const BUSY = { latency_ms: 200, bucket: { min_level: 40 } }
const IDLE = { latency_ms: 0, bucket: { min_level: 0 } }

/**
 * Shows the switch that makes an emulated portal busy. It is off at first, so earlier settings are
 * reset.
 *
 * @param {Control | undefined} control
 */
export async function offerBusyPortal(control) {
  if (!control) return
  const busy = byId('busy', HTMLInputElement)
  const apply = () => control('PATCH', 'settings', busy.checked ? BUSY : IDLE)
  await apply()
  busy.addEventListener('change', () => {
    apply().catch(() => {
      busy.checked = !busy.checked
    })
  })
  byId('busy-switch', HTMLElement).hidden = false
}

/** The part that sends many calls. */
export class Load {
  #b24
  #log
  #form = byId('load-controls', HTMLFormElement)
  #start = byId('load-start', HTMLButtonElement)
  #stop = byId('load-stop', HTMLButtonElement)
  #status = byId('load-status', HTMLElement)
  #error = byId('load-error', HTMLElement)
  #running = new AbortController()
  #isRunning = false
  #replies = 0
  #began = 0
  #before
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer

  /** @param {B24} b24 */
  constructor(b24) {
    this.#b24 = b24
    this.#before = b24.stats()
    this.#log = new LimiterLog(b24, byId('load-log', HTMLElement))
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      if (!this.#isRunning) void this.#run(Number(new FormData(this.#form).get('calls')))
    })
    this.#stop.addEventListener('click', () => this.#running.abort())
    // Requests of the other parts are in the same bucket.
    b24.on('request', () => this.#watch())
    this.#watch()
  }

  /** @param {number} count */
  async #run(count) {
    const { signal } = (this.#running = new AbortController())
    this.#replies = 0
    this.#before = this.#b24.stats()
    this.#began = performance.now()
    this.#error.replaceChildren()
    this.#status.textContent = `Sending ${counted(count, 'call')}…`
    this.#log.begin()
    this.#showRunning(true)
    const calls = Array.from({ length: count }, () => this.#call(signal))
    this.#watch()
    const outcomes = await Promise.allSettled(calls)
    this.#log.end()
    this.#showNumbers()
    const time = duration(performance.now() - this.#began)
    const end = signal.aborted ? 'Stopped after' : 'Finished in'
    const replies = `${integer(this.#replies)} of ${counted(count, 'reply')}`
    this.#status.textContent = `${end} ${time}, with ${replies}.`
    this.#showRunning(false)
    if (!signal.aborted) this.#showFailures(outcomes)
  }

  /** @param {AbortSignal} signal */
  async #call(signal) {
    await this.#b24.im.user.get({}, { signal })
    this.#replies++
  }

  /** Updates the numbers until the run has ended and the bucket is empty. */
  #watch() {
    clearTimeout(this.#timer)
    if (this.#isRunning) this.#showNumbers()
    const { room } = this.#b24.stats()
    byId('room', HTMLMeterElement).value = room
    byId('room-text', HTMLElement).textContent = `${room} of ${counted(CAPACITY, 'request')}`
    if (this.#isRunning || room < CAPACITY) {
      this.#timer = setTimeout(() => this.#watch(), INTERVAL)
    }
  }

  #showNumbers() {
    const { waiting, requests, calls, retries } = this.#b24.stats()
    const numbers = {
      replies: integer(this.#replies),
      waiting: integer(waiting),
      requests: integer(requests - this.#before.requests),
      calls: integer(calls - this.#before.calls),
      repeated: integer(retries - this.#before.retries),
      time: duration(performance.now() - this.#began),
    }
    for (const [name, text] of Object.entries(numbers)) {
      byId(`load-${name}`, HTMLElement).textContent = text
    }
  }

  /**
   * Shows the number of failed calls and the first error.
   *
   * @param {PromiseSettledResult<void>[]} outcomes
   */
  #showFailures(outcomes) {
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected')
    const [first] = failed
    if (!first) return
    showError(this.#error, known(first.reason))
    this.#error.prepend(
      create('p', {}, `Failed: ${counted(failed.length, 'call')}. The first error:`),
    )
  }

  /** @param {boolean} running */
  #showRunning(running) {
    this.#isRunning = running
    const [shown, hidden] = running ? [this.#stop, this.#start] : [this.#start, this.#stop]
    const isFocused = hidden.matches(':focus')
    shown.hidden = false
    hidden.hidden = true
    if (isFocused) shown.focus()
  }
}
