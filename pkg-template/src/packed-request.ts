import type { Task } from '#glue'

import { createController, isAborted, listen, unlisten } from './abort.js'
import type { Connection, Receive, Together } from './connection.js'
import { toFailure } from './error.js'
import { sendRequest } from './send.js'

/** A request of several calls that would otherwise have to wait. */
export class PackedRequest {
  readonly #connection: Connection
  readonly #controller = createController()
  #pack: Task | undefined
  /** The calls that wait for their outcome. */
  #callers = 0
  #response: Promise<void> | undefined

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Adds the call of a task; returns nothing if it cannot travel with others. */
  add(task: Task): Together | undefined {
    this.#pack ??= task.pack()
    if (!task.join(this.#pack, Date.now())) return undefined
    const index = this.#callers++
    return (signal) => this.#wait(task, index, signal)
  }

  /** Sends the request. */
  send(): void {
    if (this.#callers > 0) this.#response = this.#send(this.#pack!)
  }

  /** Waits for the outcome of a call. The request is aborted when no call waits for it any more. */
  async #wait(task: Task, index: number, signal?: AbortSignal): Promise<Receive> {
    const leave = () => {
      if (--this.#callers === 0) this.#controller?.abort()
    }
    if (isAborted(signal)) leave()
    else if (signal) listen(signal, leave)
    await this.#response
    return () => {
      if (signal) unlisten(signal, leave)
      try {
        return task.acceptFrom(this.#pack!, index, Date.now(), Math.random())
      } finally {
        if (--this.#callers === 0) this.#pack!.free()
      }
    }
  }

  async #send(pack: Task): Promise<void> {
    const signal = this.#controller?.signal
    try {
      const request = pack.request(Date.now())!
      const response = await sendRequest(this.#connection, request, this.#callers, signal)
      if (!signal?.aborted) pack.accept(response.status, response, Date.now(), 0)
    } catch (thrown) {
      if (!signal?.aborted) pack.fail(toFailure(thrown), 0, 0)
    }
  }
}
