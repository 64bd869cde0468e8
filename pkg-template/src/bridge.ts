import type { Auth, AuthOptions, BridgeOptions } from './b24.js'
import { type B24Error, failed } from './error.js'
import { optionsOf } from './options.js'
import { within } from './timeout.js'

/** What is used of the page's BX24.js. */
interface Library {
  init(done: () => void): void
  callMethod(method: string, params: string, done: (result: AjaxResult) => void): void
  getAuth(): false | LibraryAuth
  refreshAuth(done: () => void): void
}

interface LibraryAuth {
  access_token: string
  refresh_token: string
  /** When the token ends, in milliseconds since 1970. */
  expires_in: number
  domain: string
  member_id: string
}

interface AjaxResult {
  readonly status?: number
  /** The answer as the portal sent it; `ex` is the library's own, and holds itself. */
  readonly answer?: { readonly ex?: unknown }
}

/** What a page's BX24.js is used for. */
export interface Bridge {
  /** Promises the status and the body of an answer, and empty text where none came. */
  send(method: string, form: string): Promise<string>
  auth(options?: AuthOptions): Promise<Auth>
}

/** What the library throws, calling nobody back, where the answer is a 5xx or no JSON. */
const THROWN = 'Query error!'
const INIT_TIMEOUT = 10_000
const REFRESH_TIMEOUT = 10_000

/**
 * Waits until a page's BX24.js is initialised.
 *
 * @internal
 */
export async function openBridge(bx24: unknown, options?: BridgeOptions): Promise<Bridge> {
  const { timeout = INIT_TIMEOUT, signal } = optionsOf(options, 'timeout', 'signal')
  const library = checked(bx24)
  const silent = failed(
    'frame',
    'BRIDGE_TIMEOUT',
    `BX24.init did not come within ${timeout} ms: no portal page answered BX24.js.`,
  )
  await within(timeout, silent, (done) => library.init(done), signal)
  return { send: sender(library), auth: (options) => auth(library, options) }
}

function checked(bx24: unknown): Library {
  if (bx24 === null) {
    const problem = 'BX24 is null, for BX24.js has found no portal. Open the app in a portal.'
    throw failed('frame', 'NOT_IN_PORTAL', problem)
  }
  const library = bx24 as Library | undefined
  if (typeof library?.init === 'function' && typeof library.callMethod === 'function')
    return library
  const advice = "Give the page's own BX24, after the script that defines it."
  throw failed('input', 'INVALID_BRIDGE', advice)
}

/** Sends forms that are written already, which the library hands on as they are. */
function sender(library: Library): Bridge['send'] {
  const out = new Set<(answer: string) => void>()
  let thrown = 0
  // Where as many have failed as are still out, those are they.
  const blame = () => {
    if (thrown < out.size) return
    thrown = 0
    for (const answer of out) answer('')
    out.clear()
  }
  addEventListener('error', ({ error }) => {
    if (error !== THROWN || out.size === 0) return
    thrown++
    blame()
  })
  return (method, form) =>
    new Promise((resolve) => {
      out.add(resolve)
      library.callMethod(method, form, (result) => {
        resolve(textOf(result))
        out.delete(resolve)
        blame()
      })
    })
}

/** The status and the body, as the portal sent it. */
function textOf({ status = 200, answer }: AjaxResult): string {
  const { ex: _own, ...sent } = answer ?? {}
  const body = JSON.stringify(sent)
  // This is what the library makes of a body that is empty, and of none.
  const isEmpty = body === '{"result":{}}'
  return status === 0 ? '' : `${status} ${isEmpty ? '' : body}`
}

async function auth(library: Library, options?: AuthOptions): Promise<Auth> {
  const { fresh = false, signal } = optionsOf(options, 'fresh', 'signal')
  let known = library.getAuth()
  if (fresh || !known) {
    await within(REFRESH_TIMEOUT, late(), (done) => library.refreshAuth(done), signal)
    known = library.getAuth()
  }
  if (!known) throw late()
  // The library takes the portal's protocol from here too.
  const scheme = window.name.split('|')[1] === '0' ? 'http' : 'https'
  return {
    accessToken: known.access_token,
    refreshToken: known.refresh_token,
    expires: known.expires_in,
    portal: `${scheme}://${known.domain}`,
    memberId: known.member_id,
  }
}

function late(): B24Error {
  return failed('auth', 'REFRESH_TIMEOUT', 'No fresh token within 10 seconds. Reload the page.')
}
