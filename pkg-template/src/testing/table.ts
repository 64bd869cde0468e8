// The handlers of one version of REST, and how they are run.

import { toFailure } from './failures.js'
import { type Envelope, envelopeOf } from './envelope.js'
import type { HandlerContext } from './handlers.js'
import { nearest } from './nearest.js'
import { OrderedError, OrderedFailure, OrderedReply } from './ordered.js'
import type { RecordedCall } from './recorded.js'

/** The handlers of one version, by names in lower case. */
export class HandlerTable {
  readonly #handlers = new Map<string, readonly [name: string, handler: unknown]>()
  readonly #calls: RecordedCall[]
  readonly #marks: Pick<RecordedCall, 'v3'>

  constructor(calls: RecordedCall[], marks: Pick<RecordedCall, 'v3'>) {
    this.#calls = calls
    this.#marks = marks
  }

  /** Adds handlers, or replaces those of the same methods. */
  add(handlers: object): void {
    for (const [name, handler] of Object.entries(handlers)) {
      this.#handlers.set(name.toLowerCase(), [name, handler])
    }
  }

  clear(): void {
    this.#handlers.clear()
  }

  /**
   * Records a call and runs its handler.
   *
   * @throws {OrderedError | OrderedFailure}
   */
  async run(method: string, params: unknown, signal: AbortSignal | undefined): Promise<Envelope> {
    this.#calls.push({ method, params, ...this.#marks })
    const [, handler] = this.#handlers.get(method.toLowerCase()) ?? []
    if (handler === undefined) throw this.#notMocked(method)
    const context: HandlerContext = { method, ...(signal && { signal }) }
    let ordered: unknown
    try {
      ordered = await (typeof handler === 'function' ? handler(params, context) : handler)
    } catch (thrown) {
      throw toFailure(thrown, method)
    }
    if (ordered instanceof OrderedError || ordered instanceof OrderedFailure) throw ordered
    if (ordered instanceof OrderedReply) {
      return envelopeOf({ ...ordered.details, result: ordered.result })
    }
    return envelopeOf({ result: ordered })
  }

  #notMocked(method: string): OrderedFailure {
    const names = nearest(
      method,
      [...this.#handlers.values()].map(([name]) => name),
    )
    const advice = names.length
      ? `did you mean ${names.map((name) => `"${name}"`).join(' or ')}?`
      : 'add a handler: mockB24({ … })'
    const version = this.#marks.v3 ? ' of REST 3.0' : ''
    const description = `method "${method}"${version} is not mocked; ${advice}`
    return new OrderedFailure('input', 'NOT_MOCKED', description)
  }
}
