import type { Portal, Task } from '#glue'

import type { CallQueue, CallTurn, Connection, Together } from './connection.js'
import { currentCore } from './core.js'
import { OtherPages } from './other-pages.js'
import { PackedRequest } from './packed-request.js'
import { startTimer, stopTimer, type Timer } from './timer.js'

/** A call that waits for its turn. */
interface Waiting {
  readonly connection: Connection
  readonly task: Task
  readonly turn: CallTurn
  readonly start: (together?: Together) => void
  readonly fail: (reason: unknown) => void
}

const queues = new Map<string, Queue>()

/**
 * The calls of all clients of one portal: first come, first served, as its rate limit allows. Calls of
 * one moment are counted together.
 */
export class Queue implements CallQueue {
  #waiting: Waiting[] = []
  #isScheduled = false
  #timer: Timer | undefined

  readonly #portal: () => Portal
  readonly #otherPages: OtherPages

  private constructor(origin: string, portal: () => Portal) {
    this.#portal = portal
    this.#otherPages = new OtherPages(origin, portal, () => this.#schedule())
  }

  /** Returns the queue of the portal at an origin, which its first client creates. */
  static of(origin: string, portal: () => Portal): Queue {
    const queue = queues.get(origin) ?? new Queue(origin, portal)
    queues.set(origin, queue)
    return queue
  }

  get length(): number {
    return this.#waiting.filter(({ turn }) => !turn.isOver).length
  }

  enter(connection: Connection, task: Task, turn: CallTurn): Promise<Together | undefined> {
    return new Promise((start, fail) => {
      this.#waiting.push({ connection, task, turn, start, fail })
      this.#schedule()
    })
  }

  refused(): void {
    this.#otherPages.postRefusal()
  }

  async #schedule(): Promise<void> {
    if (this.#isScheduled) return
    this.#isScheduled = true
    // All calls of this tick are in the queue afterwards. A stub of `queueMicrotask` could lose some.
    await undefined
    this.#isScheduled = false
    this.#tryToAdvance()
  }

  /** Starts what may start. If the module does not start, or the page has no timers, all calls fail. */
  #tryToAdvance(): void {
    const waiting = this.#waiting
    try {
      this.#advance()
    } catch (thrown) {
      this.#waiting = []
      for (const { fail } of waiting) fail(thrown)
    }
  }

  /** Starts the calls that the portal admits now. Calls that all fit go alone; calls that would have to
   * wait travel together. */
  #advance(): void {
    stopTimer(this.#timer)
    const waiting = this.#waiting.filter(({ turn }) => !turn.isOver)
    this.#waiting = []
    const [first] = waiting
    if (!first) return
    const portal = this.#portal()
    const now = Date.now()
    if (waiting.length <= portal.room(now)) {
      this.#count(waiting.length, now)
      for (const call of waiting) call.start()
      return
    }
    const requests = this.#spread(waiting, portal, now)
    this.#count(requests.length, now)
    for (const calls of requests) startTogether(calls)
    const delay = this.#waiting.length ? portal.wait(now) : 0
    if (this.#waiting.length) this.#timer = startTimer(() => this.#tryToAdvance(), delay)
    const event = {
      waiting: this.#waiting.length,
      delay,
      calls: waiting.length - this.#waiting.length,
      requests: requests.length,
    }
    const clients = new Set(waiting.map(({ connection }) => connection.diagnostics))
    for (const client of clients) client.emit('limit', () => event)
  }

  #count(requests: number, now: number): void {
    this.#portal().count(requests, now)
    this.#otherPages.add(requests)
  }

  /** Returns the calls of each request that may be sent; the others stay in the queue. */
  #spread(waiting: readonly Waiting[], portal: Portal, now: number): Waiting[][] {
    const room = portal.roomToSpread(now)
    const isPackable = waiting.map(({ task }) => task.isPackable())
    const together = isPackable.filter(Boolean).length
    const size = currentCore().callsPerRequest(waiting.length - together, together, room)
    const requests: Waiting[][] = []
    /** The request of each client that still takes calls. */
    const open = new Map<Connection, Waiting[]>()
    waiting.forEach((call, index) => {
      const joined = isPackable[index] ? open.get(call.connection) : undefined
      if (joined && joined.length < size) joined.push(call)
      else if (requests.length < room) {
        const calls = [call]
        requests.push(calls)
        if (isPackable[index]) open.set(call.connection, calls)
      } else this.#waiting.push(call)
    })
    return requests
  }
}

/** Starts calls in one request. Those that cannot travel with others have a request of their own. */
function startTogether(calls: readonly Waiting[]): void {
  const [first] = calls
  if (!first) return
  if (calls.length === 1) {
    first.start()
    return
  }
  const request = new PackedRequest(first.connection)
  for (const { task, start } of calls) start(request.add(task))
  request.send()
}
