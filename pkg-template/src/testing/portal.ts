// The double of a portal's REST API: it has handlers in place of methods.

import type { Core, Portal } from '#glue'

import type { PortalResponse } from '../connection.js'
import { encodeBody, type Envelope } from './envelope.js'
import { OrderedError } from './ordered.js'
import type { RecordedCall } from './recorded.js'
import { parseCommands } from './references.js'
import { errorEnvelope, runBatch, runCall, runPages } from './rest2.js'
import { errorEnvelopeV3, runV3 } from './rest3.js'
import { RowPages } from './rows.js'
import { HandlerTable } from './table.js'
import { type Job, Jobs, type ListJob, openPortal } from './tasks.js'

/** The part of an address that only REST 3.0 has. */
const V3 = '/rest/api/'

/** The double of a portal's REST API. */
export class PortalDouble {
  readonly calls: RecordedCall[] = []
  readonly handlers = new HandlerTable(this.calls, {})
  readonly handlersV3 = new HandlerTable(this.calls, { v3: true })
  readonly #origin: string
  readonly #jobs = new Jobs()
  readonly #pages = new WeakMap<ListJob, RowPages>()

  constructor(origin: string) {
    this.#origin = origin
  }

  /** Opens the portal in an instance of the core. */
  open(core: Core): Portal {
    return openPortal(core, this.#origin, this.#jobs)
  }

  /** Responds to a request as a portal does. */
  async send(url: string, body: string, signal?: AbortSignal): Promise<PortalResponse> {
    const isV3 = url.includes(V3)
    try {
      const method = url.slice(url.lastIndexOf('/') + 1)
      const content = JSON.parse(body)
      const envelope = await (isV3
        ? runV3(this.handlersV3, method, content, signal)
        : this.#run(this.#jobs.take(content[0]), content[1], signal))
      return response(200, envelope)
    } catch (thrown) {
      if (!(thrown instanceof OrderedError)) throw thrown
      return response(thrown.status, isV3 ? errorEnvelopeV3(thrown) : errorEnvelope(thrown))
    }
  }

  #run(job: Job, params: unknown, signal: AbortSignal | undefined): Promise<Envelope> {
    const { handlers } = this
    if (job.type === 'call') return runCall(handlers, job.method, params, signal)
    const { wire } = job
    if (job.type === 'pages') {
      const { method, params } = job.list
      const pages = this.#pages.get(job.list) ?? new RowPages(job.list)
      this.#pages.set(job.list, pages)
      return runPages(handlers, pages, wire, method, params, signal)
    }
    // A command that fits no batch has a request of its own.
    if (wire.method !== 'batch') return runCall(handlers, wire.method, wire.json, signal)
    const names = new Set(wire.commands.map(([name]) => name))
    const commands = parseCommands(job.text).filter(([name]) => names.has(name))
    return runBatch(handlers, commands, job.halt, signal)
  }
}

function response(status: number, content: object): PortalResponse {
  const body = encodeBody(content)
  return { status, body, size: body.length }
}
