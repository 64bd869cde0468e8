// Calls of one moment that travel in one batch by choice.

import { toFailure } from '../error.js'
import type { Reply } from '../reply.js'
import type { V3Core } from '../v3-glue.js'
import { currentCore } from './core.js'
import type { V3Host } from './host.js'
import {
  type BatchRequest,
  NO_OUTCOME,
  type RequestOptions,
  isRefusal,
  neverReached,
  requestsOf,
  sendRequest,
} from './request.js'

/** A call that waits for others. */
export interface TogetherCall extends RequestOptions {
  readonly method: string
  /** The checked parameters as JSON text. */
  readonly prepared: string
  readonly reads: boolean
  /** Sends the call without others. */
  readonly alone: () => Promise<Reply<unknown>>
}

interface Waiting extends TogetherCall {
  readonly done: (reply: Reply<unknown> | Promise<Reply<unknown>>) => void
  readonly fail: (thrown: unknown) => void
}

/** The calls of this moment by the client that sends them. */
const waiting = new WeakMap<V3Host, Waiting[]>()

/** Sends a call with the others of this moment that have the same options. */
export function sendTogether(host: V3Host, call: TogetherCall): Promise<Reply<unknown>> {
  return new Promise((done, fail) => {
    const calls = waiting.get(host) ?? []
    calls.push({ ...call, done, fail })
    if (calls.length > 1) return
    waiting.set(host, calls)
    void sendWaiting(host, calls)
  })
}

async function sendWaiting(host: V3Host, calls: readonly Waiting[]): Promise<void> {
  // All calls of this moment took the same steps here, and are in the list afterwards.
  await undefined
  waiting.delete(host)
  const groups: Waiting[][] = []
  for (const call of calls) {
    const group = groups.find(([first]) => first && haveSameOptions(first, call))
    if (group) group.push(call)
    else groups.push([call])
  }
  for (const group of groups) void sendGroup(host, group)
}

function haveSameOptions(a: RequestOptions, b: RequestOptions): boolean {
  return (
    a.timeout === b.timeout &&
    a.signal === b.signal &&
    a.idempotent === b.idempotent &&
    a.waitIfBlocked === b.waitIfBlocked
  )
}

/** Sends calls with the same options, in as many requests as they need. */
async function sendGroup(host: V3Host, calls: readonly Waiting[]): Promise<void> {
  try {
    const core = await currentCore()
    const fitting = calls.filter((call) => fitsBatch(core, call))
    for (const call of calls) if (!fitting.includes(call)) call.done(call.alone())
    let start = 0
    for (const request of requestsOf(core, fitting.map(commandOf))) {
      void send(host, request, fitting.slice(start, (start += request.length)))
    }
  } catch (thrown) {
    for (const { fail } of calls) fail(thrown)
  }
}

/** Returns whether a batch can have a call: it cannot have members that the portal takes for references. */
function fitsBatch(core: V3Core, call: TogetherCall): boolean {
  try {
    return requestsOf(core, [commandOf(call)]).length > 0
  } catch {
    return false
  }
}

/** Returns a call as a command under a name that is its place in the batch. */
function commandOf({ method, prepared }: TogetherCall, at = 0): string {
  return `["${at}","${method}",${prepared}]`
}

/**
 * Sends one request. If one of its calls fails, those that only read or that were certainly not run are sent
 * again, each alone.
 */
async function send(host: V3Host, request: BatchRequest, calls: readonly Waiting[]): Promise<void> {
  const [first] = calls
  if (!first) return
  if (calls.length === 1) {
    first.done(first.alone())
    return
  }
  try {
    const replies = await sendRequest(host, request, first)
    for (const [at, { done, fail }] of calls.entries()) {
      const reply = replies[at]
      if (reply) done(reply)
      else fail(NO_OUTCOME)
    }
  } catch (thrown) {
    const failure = toFailure(thrown)
    const isSafe = neverReached(failure, request.params)
    for (const { reads, alone, done, fail } of calls) {
      if (isRefusal(failure) && (reads || isSafe)) done(alone())
      else fail(thrown)
    }
  }
}
