import { HANDSHAKE_TIMEOUT, REFRESH_TIMEOUT } from '#defaults'

import type { Auth, AuthOptions } from './auth.js'
import type { BridgeOptions } from './connect-options.js'
import { type B24Error, createError, inputError } from './error.js'
import { optionsOf } from './options.js'
import { createPendingCalls } from './pending-calls.js'
import { withTimeout } from './timeout.js'

/** The members of the page's BX24.js that are used here. */
interface Library {
  init(done: () => void): void
  callMethod(method: string, params: string, done: (result: AjaxResult) => void): void
  getAuth(): false | LibraryAuth
  refreshAuth(done: () => void): void
}

interface LibraryAuth {
  access_token: string
  refresh_token: string
  /** When the token expires, in milliseconds since 1970. */
  expires_in: number
  domain: string
  member_id: string
}

interface AjaxResult {
  readonly status?: number
  /** The envelope as the portal sent it; the library adds `ex`, which is circular. */
  readonly answer?: { readonly ex?: unknown }
}

/** The functions that use a page's BX24.js. */
export interface Bridge {
  /** Promises a response's status and body, or empty text if there is no response. */
  send(method: string, form: string): Promise<string>
  auth(options?: AuthOptions): Promise<Auth>
}

/** The value that the library throws, without a callback, if a response is a 5xx or not JSON. */
const QUERY_ERROR = 'Query error!'

/**
 * Initializes a page's BX24.js.
 *
 * @internal
 */
export async function openBridge(bx24: unknown, options?: BridgeOptions): Promise<Bridge> {
  const { timeout = HANDSHAKE_TIMEOUT, signal } = optionsOf(options, 'timeout', 'signal')
  const library = requireLibrary(bx24)
  const timeoutError = createError(
    'frame',
    'BRIDGE_TIMEOUT',
    `BX24.init timed out after ${timeout} ms; no portal page replied to BX24.js`,
  )
  await withTimeout(
    timeout,
    () => timeoutError,
    (done) => library.init(done),
    signal,
  )
  return { send: sender(library), auth: (options) => auth(library, options) }
}

function requireLibrary(bx24: unknown): Library {
  if (bx24 === null) {
    const problem = 'BX24 is null because BX24.js found no portal; open the app in a portal'
    throw createError('frame', 'NOT_IN_PORTAL', problem)
  }
  const library = bx24 as Library | undefined
  if (typeof library?.init === 'function' && typeof library.callMethod === 'function')
    return library
  const advice = "pass the page's own BX24, after the script that defines it"
  throw inputError('INVALID_BRIDGE', advice)
}

/** Returns a function that sends encoded forms, which the library passes on unchanged. */
function sender(library: Library): Bridge['send'] {
  const pending = createPendingCalls()
  addEventListener('error', ({ error }) => {
    if (error === QUERY_ERROR) pending.countError()
  })
  return (method, form) =>
    new Promise((resolve) => {
      const fail = () => resolve('')
      pending.add(fail)
      library.callMethod(method, form, (result) => {
        resolve(responseText(result))
        pending.remove(fail)
      })
    })
}

/** Returns the status and the body as the portal sent them. */
function responseText({ status = 200, answer }: AjaxResult): string {
  const { ex: _ex, ...envelope } = answer ?? {}
  const body = JSON.stringify(envelope)
  // The library turns an empty or missing body into this envelope.
  const isEmpty = body === '{"result":{}}'
  return status === 0 ? '' : `${status} ${isEmpty ? '' : body}`
}

async function auth(library: Library, options?: AuthOptions): Promise<Auth> {
  const { fresh = false, signal } = optionsOf(options, 'fresh', 'signal')
  let current = library.getAuth()
  if (fresh || !current) {
    const start = (done: () => void) => library.refreshAuth(done)
    await withTimeout(REFRESH_TIMEOUT, refreshTimeout, start, signal)
    current = library.getAuth()
  }
  if (!current) throw refreshTimeout()
  // The library reads the portal's protocol from the window's name, too.
  const scheme = window.name.split('|')[1] === '0' ? 'http' : 'https'
  return {
    accessToken: current.access_token,
    refreshToken: current.refresh_token,
    expires: current.expires_in,
    portal: `${scheme}://${current.domain}`,
    memberId: current.member_id,
  }
}

function refreshTimeout(): B24Error {
  return createError(
    'auth',
    'REFRESH_TIMEOUT',
    `no fresh token within ${REFRESH_TIMEOUT / 1000} seconds; reload the page`,
  )
}
