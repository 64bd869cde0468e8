import type { Task } from '#glue'

import type { Connection } from './connection.js'
import { toFailure } from './error.js'
import { sendRequest } from './send.js'

/** A request of several calls that would otherwise have to wait. */
export class PackedRequest {
  readonly #connection: Connection
  readonly #controller = new AbortController()
  #pack: Task | undefined
  /** The calls that wait for their outcome. */
  #callers = 0
  #response: Promise<void> | undefined

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Adds the call of a task; returns whether it can travel with others. */
  add(task: Task): boolean {
    this.#pack ??= task.pack()
    const joins = task.join(this.#pack, Date.now())
    if (joins) this.#callers++
    return joins
  }

  /** Sends the request. */
  send(): void {
    if (this.#pack) this.#response = this.#send(this.#pack)
  }

  /**
   * Waits for the response; returns the function that passes the outcome of a call to its task. The
   * request is aborted when no call waits for it any more.
   */
  async wait(task: Task, index: number, signal: AbortSignal): Promise<() => string | undefined> {
    const leave = () => {
      if (--this.#callers === 0) this.#end()
    }
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave)
    await this.#response
    return () => {
      try {
        return task.acceptFrom(this.#pack!, index, Date.now(), Math.random())
      } finally {
        signal.removeEventListener('abort', leave)
        leave()
      }
    }
  }

  #end(): void {
    this.#controller.abort()
    this.#pack?.free()
    this.#pack = undefined
  }

  async #send(pack: Task): Promise<void> {
    const { signal } = this.#controller
    try {
      const request = pack.request(Date.now())!
      const response = await sendRequest(this.#connection, request, this.#callers, signal)
      if (!signal.aborted) pack.accept(response.status, response.body, 0, 0)
    } catch (thrown) {
      if (!signal.aborted) pack.fail(toFailure(thrown), 0, 0)
    }
  }
}
