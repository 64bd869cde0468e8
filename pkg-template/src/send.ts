import type { Connection, PortalResponse } from './connection.js'
import type { LargeTexts } from './large-texts.js'

const FORM = 'f'

/** Sends a request of the core (see `src/js/task.rs`), and reports it to the client's listeners. */
export async function sendRequest(
  { send, portal, diagnostics }: Connection,
  request: string,
  calls: number,
  signal?: AbortSignal,
  large?: LargeTexts,
): Promise<PortalResponse> {
  const start = Date.now()
  const end = request.indexOf(' ')
  const url = request.slice(1, end)
  const body = request.slice(end + 1)
  let response: PortalResponse = { status: 0, body: '', size: 0 }
  try {
    const isForm = request[0] === FORM
    const whole = large?.isEmpty === false ? await large.restore(body, isForm) : body
    response = await send(url, whole, isForm, signal)
    return response
  } finally {
    const { status, size } = response
    diagnostics.counts.requests++
    diagnostics.counts.calls += calls
    diagnostics.counts.size += size
    diagnostics.emit('request', () => ({
      method: methodOf(url, body),
      calls,
      duration: Date.now() - start,
      status,
      size,
      room: Math.max(0, portal().room(Date.now())),
    }))
  }
}

/** Returns the method of a request, unless it is the webhook's code or the token, passed by mistake. */
function methodOf(url: string, body: string): string {
  // The address of a batch of REST 3.0 contains the token.
  const method = url.slice(url.lastIndexOf('/') + 1).replace(/\?.*/, '')
  return url.includes(`/${method}/`) || body.includes(`auth=${method}`) ? '***' : method
}
