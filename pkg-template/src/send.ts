import type { Connection, PortalResponse } from './connection.js'

const FORM = 'f'

/** Sends a request of the core (see `src/js/task.rs`), and reports it to the client's listeners. */
export async function sendRequest(
  { send, portal, diagnostics }: Connection,
  request: string,
  calls: number,
  signal?: AbortSignal,
): Promise<PortalResponse> {
  const start = performance.now()
  const end = request.indexOf(' ')
  const url = request.slice(1, end)
  let response: PortalResponse = { status: 0, body: '' }
  try {
    response = await send(url, request.slice(end + 1), request[0] === FORM, signal)
    return response
  } finally {
    const size = response.body.length
    diagnostics.counts.requests++
    diagnostics.counts.calls += calls
    diagnostics.counts.size += size
    diagnostics.emit('request', () => ({
      method: url.slice(url.lastIndexOf('/') + 1),
      calls,
      duration: performance.now() - start,
      status: response.status,
      size,
      room: Math.max(0, portal().room(Date.now())),
    }))
  }
}
