import { CALL_TIMEOUT } from '#defaults'

import { isAborted } from './abort.js'
import type { CallOptions } from './call-options.js'
import type { Connection } from './connection.js'
import { currentCore } from './core.js'
import { inputError } from './error.js'
import { LargeTexts } from './large-texts.js'
import type { Memory } from './memory.js'
import { methodOf, optionsOf } from './options.js'
import { encode, type Params } from './params.js'
import type { Reply } from './reply.js'
import { runOnce, timedOut } from './run.js'

/** Calls a method, or returns a reply that equal calls share. */
export async function sendCall(
  connection: Connection,
  memory: Memory<Reply<unknown>>,
  name: string,
  params?: Params,
  options?: CallOptions,
): Promise<Reply<unknown>> {
  const method = methodOf(name)
  const large = new LargeTexts()
  const encoded = encode(params, method, undefined, large)
  const {
    timeout = CALL_TIMEOUT,
    signal,
    idempotent = false,
    pack = true,
    waitIfBlocked = true,
    maxAge,
  } = optionsOf(options, 'timeout', 'signal', 'idempotent', 'pack', 'waitIfBlocked', 'maxAge')
  const send = (timeout: number, signal: AbortSignal | undefined) => {
    const task = connection
      .portal()
      .call(method, encoded, idempotent, pack && large.isEmpty, waitIfBlocked, false)
    return runOnce(task, connection, { timeout, signal, large }) as Promise<Reply<unknown>>
  }
  if (maxAge === undefined) return send(timeout, signal)
  if (!currentCore().isRead(method)) {
    throw inputError('NOT_A_READ', 'option "maxAge" needs a method that only reads; omit it')
  }
  if (isAborted(signal)) return send(timeout, signal)
  const wait = { maxAge, timeout, signal, timedOut: () => ({ ...timedOut(timeout), method }) }
  // Placeholders of different texts are the same.
  const key = large.isEmpty ? encoded : encode(params, method)
  return memory.get(`${method} ${key}`, wait, (signal) => send(timeout, signal))
}
