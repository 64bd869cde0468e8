import { HANDSHAKE_TIMEOUT, REFRESH_TIMEOUT } from '#defaults'

import type { Auth, AuthOptions } from './auth.js'
import type { BridgeOptions } from './connect-options.js'
import type { Connection, PortalResponse } from './connection.js'
import { createError, inputError, type Failure } from './error.js'
import { load } from './load.js'
import { optionsOf } from './options.js'
import { refreshTimeout } from './refresh.js'
import { withTimeout } from './timeout.js'
import { watchRequest } from './watch-request.js'

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
  send: Connection['send']
  auth(options?: AuthOptions): Promise<Auth>
}

const QUERY_FAILURE: Failure = {
  kind: 'network',
  code: 'QUERY_ERROR',
  description: 'BX24.js: Query error! (portal unreachable, 5xx response or invalid JSON)',
}

const NOT_A_RESPONSE: Failure = {
  kind: 'response',
  code: 'NOT_A_RESPONSE',
  description: 'BX24.js passed no readable response to its callback; is it a stub?',
}

/** What is sent in place of an empty form, which BX24.js loses in versions of before 2017: the default. */
const EMPTY_FORM = 'start=0'

/**
 * Initializes a page's BX24.js, and loads the core meanwhile.
 *
 * @internal
 */
export async function openBridge(bx24: unknown, options?: BridgeOptions): Promise<Bridge> {
  const { timeout = HANDSHAKE_TIMEOUT, signal } = optionsOf(options, 'timeout', 'signal')
  const library = requireLibrary(bx24)
  const failure = () => initTimeout(timeout)
  await Promise.all([
    load(timeout, signal),
    withTimeout(timeout, failure, (done) => library.init(done), signal),
  ])
  return { send: sender(library), auth: (options) => auth(library, options) }
}

function initTimeout(timeout: number): Failure {
  const description = `BX24.init timed out after ${timeout} ms; no portal page replied to BX24.js`
  return { kind: 'frame', code: 'BRIDGE_TIMEOUT', description }
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
  return (method, form) =>
    new Promise((resolve, reject) => {
      const fail = () => reject(QUERY_FAILURE)
      const settle = (status: number, envelope?: string) =>
        envelope ? resolve(response(status, envelope)) : fail()
      const read = (result: AjaxResult) => {
        try {
          const passed = responseOf(result)
          if (passed) resolve(passed)
          else fail()
        } catch {
          reject(NOT_A_RESPONSE)
        }
      }
      try {
        watchRequest(() => library.callMethod(method, form || EMPTY_FORM, read), settle)
      } catch {
        fail()
      }
    })
}

/** Returns the status and the body as the portal sent them, if there is a response. */
function responseOf({ status = 200, answer }: AjaxResult): PortalResponse | undefined {
  const { ex: _ex, ...envelope } = answer ?? {}
  const body = JSON.stringify(envelope)
  // The library turns an empty or missing body into this envelope.
  return status === 0 ? undefined : response(status, body === '{"result":{}}' ? '' : body)
}

function response(status: number, body: string): PortalResponse {
  return { status, body, size: body.length }
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
