import { MAX_RESPONSE } from '#defaults'

import type { PortalResponse } from './connection.js'
import type { Failure } from './error.js'
import { mayHaveLongNumber } from './long-numbers.js'

const UNTRUSTED = "; Node does not trust the certificate: name its issuer's in NODE_EXTRA_CA_CERTS"

const NOT_A_RESPONSE: Failure = {
  kind: 'response',
  code: 'NOT_A_RESPONSE',
  description: 'fetch gave no response; is it a stub?',
}

const TOO_LARGE: Failure = {
  kind: 'response',
  code: 'RESPONSE_TOO_LARGE',
  description: 'the response has more than 50 MB; request fewer rows or fields',
}

/** What should be the text of a response; the rest is known if its bytes are. */
interface ReadBody {
  readonly body: unknown
  readonly size?: number
  readonly isExact?: boolean
}

type Reading = ReadBody | Promise<ReadBody>

/** Advice on Node's network errors, by a word in their code. */
const ADVICE = {
  ENOTFOUND: "; no such host: check the portal's address",
  ECONNREFUSED: "; nothing listens there: check the portal's address",
  SELF_SIGNED: UNTRUSTED,
  UNABLE_TO_: UNTRUSTED,
}

/**
 * Sends a request as a POST with the content type as its only header: a form then crosses origins
 * without a preflight. Only a server may send an idempotency key. Redirects are not followed: that of a moved portal would turn the POST into an
 * empty GET.
 */
export async function sendByFetch(
  url: string,
  body: string,
  isForm: boolean,
  signal?: AbortSignal,
  idempotencyKey?: string,
): Promise<PortalResponse> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      body,
      credentials: 'omit',
      redirect: 'manual',
      signal: signal ?? null,
    })
  } catch (thrown) {
    throw networkFailure(thrown)
  }
  const [status, reading] = startReading(response)
  let read: ReadBody
  try {
    read = await reading
  } catch (thrown) {
    if (thrown === TOO_LARGE) throw thrown
    const description = 'the connection broke'
    throw { kind: 'network', code: 'CONNECTION_LOST', description, reason: reasonOf(thrown) }
  }
  const { body: text } = read
  if (typeof text !== 'string') throw NOT_A_RESPONSE
  if (text.length > MAX_RESPONSE) throw TOO_LARGE
  return { status, size: text.length, ...read, body: text }
}

/** Returns the status of a response and its text, or the target of a redirect. */
function startReading(response: Response): [status: number, reading: Reading] {
  try {
    const { status, type } = response
    // Browsers hide the status and the target of a redirect.
    if (type === 'opaqueredirect') return [0, { body: '' }]
    if (status >= 300 && status < 400) {
      return [status, { body: response.headers.get('location') ?? '' }]
    }
    if (typeof status === 'number' && status > 0 && status < 1000) {
      return [status, readBody(response)]
    }
  } catch {
    // What a stub returns may throw anywhere.
  }
  throw NOT_A_RESPONSE
}

/** Returns the failure of a request without a response. Its description must not contain the address. */
function networkFailure(thrown: unknown): Failure {
  const reason = reasonOf(thrown)
  // Browsers give no code.
  let description = reason.startsWith(' ')
    ? 'no readable response: the portal is out of reach, or another server responded'
    : reason
  for (const [word, advice] of Object.entries(ADVICE)) {
    if (reason.includes(word)) description += advice
  }
  return { kind: 'network', code: 'NETWORK', description, reason }
}

/** Returns the platform's code and message, with a space between them. Node keeps both in `cause`. */
function reasonOf(thrown: unknown): string {
  try {
    const error = Object(thrown)
    const { code = '', message = '' } = Object(error.cause) === error.cause ? error.cause : error
    return `${code} ${message}`
  } catch {
    // What a stub throws may throw, too.
    return ' '
  }
}

/** Reads the body of a response: in Chromium faster from its bytes than by its own `text`. */
function readBody(response: Partial<Response>): Promise<ReadBody> {
  const { body } = response
  if (body?.getReader && globalThis.TextDecoder) return readStream(body)
  // A stub may have no such function.
  const text = response.text!()
  return (async () => ({ body: await text }))()
}

/** Reads a stream of text, and stops receiving it if it is too large. */
async function readStream(stream: ReadableStream<Uint8Array>): Promise<ReadBody> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let body = ''
  let isExact = true
  for (let size = 0; ;) {
    const { done, value } = await reader.read()
    if (done) return { body: body + decoder.decode(), size, isExact }
    size += value.byteLength
    if (size > MAX_RESPONSE) {
      reader.cancel().catch(() => {})
      throw TOO_LARGE
    }
    body += decoder.decode(value, { stream: true })
    // A stub may send other buffers.
    isExact &&= value instanceof Uint8Array && !mayHaveLongNumber(value)
  }
}
