import { CALL_TIMEOUT } from '#defaults'

import { isAborted } from '../abort.js'
import { inputError } from '../error.js'
import { LargeTexts } from '../large-texts.js'
import { optionsOf } from '../options.js'
import type { Params } from '../params.js'
import type { Reply } from '../reply.js'
import { timedOut } from '../run.js'
import { currentCore } from './core.js'
import type { V3Host } from './host.js'
import { withIdempotencyKey } from './idempotency.js'
import { nameOf } from './name.js'
import type { CallOptionsV3 } from './options.js'
import { sendTogether } from './together.js'

const OPTIONS = [
  ...(['timeout', 'signal', 'idempotent', 'waitIfBlocked', 'maxAge'] as const),
  ...(['together', 'unchecked'] as const),
] as const

/** Calls a method of REST 3.0, alone or with others, or returns a reply that equal calls share. */
export async function call(
  host: V3Host,
  name: string,
  params?: Params,
  options?: CallOptionsV3,
): Promise<Reply<unknown>> {
  const method = nameOf(name)
  const {
    timeout = CALL_TIMEOUT,
    signal,
    idempotent = false,
    waitIfBlocked = true,
    maxAge,
    together = false,
    unchecked = false,
  } = optionsOf(options, ...OPTIONS)
  const core = await currentCore()
  const large = new LargeTexts()
  const prepared = core.prepare(method, host.encode(params, large), unchecked)
  const reads = core.isRead(method)
  const send = (timeout: number, signal: AbortSignal | undefined) => {
    const { portal } = host
    const alone = () => {
      const task = portal().call(method, prepared, reads || idempotent, false, waitIfBlocked, true)
      const connection = reads ? host : withIdempotencyKey(host)
      return host.run(task, connection, { timeout, signal, large }) as Promise<Reply<unknown>>
    }
    // Those that travel together are checked again.
    if (!together || unchecked || !large.isEmpty) return alone()
    return sendTogether(host, {
      method,
      prepared,
      reads,
      idempotent,
      timeout,
      signal,
      waitIfBlocked,
      alone,
    })
  }
  if (maxAge === undefined) return send(timeout, signal)
  if (!reads) {
    throw inputError('NOT_A_READ', 'option "maxAge" needs a method that only reads; omit it')
  }
  if (isAborted(signal)) return send(timeout, signal)
  const wait = { maxAge, timeout, signal, timedOut: () => ({ ...timedOut(timeout), method }) }
  // Placeholders of different texts are the same.
  const key = large.isEmpty ? prepared : host.encode(params)
  return host.memory.get(`v3 ${method} ${key}`, wait, (signal) =>
    // The memory's signal would set the call apart from the others.
    send(timeout, together ? undefined : signal),
  )
}
