import type { Auth, AuthOptions } from './auth.js'
import type { BridgeOptions } from './connect-options.js'
import { type B24Error, createError } from './error.js'
import { optionsOf } from './options.js'
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
const INIT_TIMEOUT = 10_000
const REFRESH_TIMEOUT = 10_000

/**
 * Initialises a page's BX24.js.
 *
 * @internal
 */
export async function openBridge(bx24: unknown, options?: BridgeOptions): Promise<Bridge> {
  const { timeout = INIT_TIMEOUT, signal } = optionsOf(options, 'timeout', 'signal')
  const library = requireLibrary(bx24)
  const timeoutError = createError(
    'frame',
    'BRIDGE_TIMEOUT',
    `BX24.init timed out after ${timeout} ms; no portal page replied to BX24.js`,
  )
  await withTimeout(timeout, timeoutError, (done) => library.init(done), signal)
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
  throw createError('input', 'INVALID_BRIDGE', advice)
}

/** Returns a function that sends encoded forms, which the library passes on unchanged. */
function sender(library: Library): Bridge['send'] {
  const pending = new Set<(response: string) => void>()
  let failures = 0
  // The errors do not name their calls. Once all pending calls must have failed, they are resolved.
  const resolveFailed = () => {
    if (failures < pending.size) return
    failures = 0
    for (const resolve of pending) resolve('')
    pending.clear()
  }
  addEventListener('error', ({ error }) => {
    if (error !== QUERY_ERROR || pending.size === 0) return
    failures++
    resolveFailed()
  })
  return (method, form) =>
    new Promise((resolve) => {
      pending.add(resolve)
      library.callMethod(method, form, (result) => {
        resolve(responseText(result))
        pending.delete(resolve)
        resolveFailed()
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
    await withTimeout(
      REFRESH_TIMEOUT,
      refreshTimeout(),
      (done) => library.refreshAuth(done),
      signal,
    )
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
  return createError('auth', 'REFRESH_TIMEOUT', 'no fresh token within 10 seconds; reload the page')
}
