import { HANDSHAKE_TIMEOUT } from '#defaults'

import type { FrameOptions } from '../connect-options.js'
import { withTimeout } from '../timeout.js'
import type { Perform } from './operation.js'
import { Host, randomId } from './host.js'
import { HostPage } from './host-page.js'

/** A handshake in progress. */
interface Handshake {
  readonly host: Host
  /** The payload of the reply, and when it was received. */
  readonly reply: Promise<readonly [payload: string, at: number]>
  /** Opens the page with the reply. */
  opened?: Promise<void>
  /** The number of calls that wait for it. */
  callers: number
  readonly startedAt: number
}

/** A session of which the core certainly approves. */
const SESSION = /^[a-z\d.-]+(:\d+)?\|\d*\|[a-z\d]+$/i

const command = 'getInitData'

let page: HostPage | undefined
/** The page's only handshake: the portal page reports a first run only once. */
let running: Handshake | undefined
let host: Host | undefined

/** Posts the handshake before the core is loaded, if the session is certain. The core checks it. */
export function startEarly(): void {
  if (page || running || !isFramed()) return
  const { domain, protocol, sid } = readSession()
  const id = randomId()
  if (!id || !SESSION.test([domain, protocol, sid].join('|'))) return
  try {
    const { origin } = new URL(`http${protocol === '0' ? '' : 's'}://${domain}`)
    running = start(origin, id, `${command}::${id}:${sid}`)
  } catch {
    // The core reports an invalid host.
  }
}

/**
 * Connects to the portal page. All calls share one handshake, and each has its own timeout, of which
 * some milliseconds have passed; after a failure the next call tries again.
 */
export async function openPage(
  perform: Perform,
  { portals = [], timeout, signal }: FrameOptions,
  passed: number,
): Promise<HostPage> {
  const portal = perform('session', readSession(), JSON.stringify(portals))
  const id = randomId()
  const request = perform('message', { command, id }, '{}', timeout)
  if (page) return page
  let joined: Handshake | undefined
  const timeoutError = () => {
    // The last caller to give up clears the handshake, so that the next call starts anew. A caller whose
    // timer a test has replaced never gives up.
    const isOld = Math.abs(Date.now() - (joined?.startedAt ?? 0)) > HANDSHAKE_TIMEOUT
    if ((joined?.callers === 1 || isOld) && running === joined) running = undefined
    return perform('timeout', { command }, undefined, request.timeout)
  }
  const join = (done: () => void, fail: (error: unknown) => void) => {
    if (!running?.opened && running?.host.origin !== portal) running = undefined
    joined = running ??= start(portal, id, request.message)
    joined.callers++
    joined.opened ??= open(perform, joined)
    joined.opened.then(done, fail)
  }
  await withTimeout(request.timeout! - passed, timeoutError, join, signal).finally(() => {
    if (joined) joined.callers--
  })
  return page!
}

/** Reads the session from the window's name `HOST|PROTOCOL|SID`, which survives navigation inside the
 * frame, or else from the query string. It is empty outside a frame. */
function readSession(): { domain: string; protocol: string; sid: string } {
  const [name, query] = isFramed() ? [window.name, location.search] : ['', '']
  const [, domain, protocol, sid] = /^([^|]*)\|([^|]*)\|([a-z\d]+)$/i.exec(name) ?? []
  const params = new URLSearchParams(query)
  const param = (name: string) => params.get(name) ?? ''
  return {
    domain: domain ?? param('DOMAIN'),
    protocol: protocol ?? param('PROTOCOL'),
    sid: sid ?? param('APP_SID'),
  }
}

/** Checks whether this page is in a frame. */
function isFramed(): boolean {
  const { window } = globalThis
  return window !== undefined && window.parent !== window
}

function start(portal: string, id: string, message: unknown): Handshake {
  const channel = host?.origin === portal ? host : new Host(parent, portal)
  host = channel
  const reply = new Promise<readonly [string, number]>((resolve) => {
    const stop = channel.listen(id, message, (payload) => {
      stop()
      resolve([payload, Date.now()])
    })
  })
  return { host: channel, reply, callers: 0, startedAt: Date.now() }
}

async function open(perform: Perform, handshake: Handshake): Promise<void> {
  try {
    const [reply, at] = await handshake.reply
    if (!page) perform('reply', { command, reply }, '{}', at)
    page ??= new HostPage(perform, handshake.host)
  } finally {
    if (running === handshake) running = undefined
  }
}
