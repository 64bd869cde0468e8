import type { Core } from '../load.js'
import { withTimeout } from '../timeout.js'
import type { FrameOptions } from '../connect-options.js'
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
}

/** `HOST|PROTOCOL|SID`. Everything else is left to the core. */
const SESSION = /^([a-z\d.-]+(?::\d+)?)\|(\d*)\|([a-z\d]+)$/i

let page: HostPage | undefined
/** The page's only handshake: the portal page reports a first run only once. */
let running: Handshake | undefined
let host: Host | undefined

/** Posts the handshake before the core is loaded, if the session is certain. The core checks it. */
export function startEarly(): void {
  if (page || running || !isFramed()) return
  const query = new URLSearchParams(location.search)
  const byQuery = ['DOMAIN', 'PROTOCOL', 'APP_SID'].map((name) => query.get(name)).join('|')
  const [, domain, protocol, sid] = SESSION.exec(window.name) ?? SESSION.exec(byQuery) ?? []
  const id = randomId()
  if (!domain || !id) return
  try {
    const { origin } = new URL(`http${protocol === '0' ? '' : 's'}://${domain}`)
    running = start(origin, id, `getInitData::${id}:${sid}`)
  } catch {
    // The core reports an invalid host.
  }
}

/**
 * Connects to the portal page. All calls share one handshake, and each has its own timeout; after a
 * failure the next call tries again.
 */
export async function openPage(
  core: Core,
  { portals = [], timeout, signal }: FrameOptions,
): Promise<HostPage> {
  const [name, query] = isFramed() ? [window.name, location.search] : ['', '']
  const session = new core.Frame(name, query, JSON.stringify(portals))
  const id = randomId()
  const request = session.message('getInitData', '{}', id, timeout)
  if (page) return page
  let joined: Handshake | undefined
  const timeoutError = () => {
    // The last caller to give up clears the handshake, so that the next call starts anew.
    if (joined?.callers === 1 && running === joined) running = undefined
    return session.failure('getInitData', request.timeout, true)
  }
  const join = (done: () => void, fail: (error: unknown) => void) => {
    const { portal } = session.info()
    if (!running?.opened && running?.host.origin !== portal) running = undefined
    joined = running ??= start(portal, id, request.message)
    joined.callers++
    joined.opened ??= open(joined, session)
    joined.opened.then(done, fail)
  }
  await withTimeout(request.timeout, timeoutError, join, signal).finally(() => {
    if (joined) joined.callers--
  })
  return page!
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
  return { host: channel, reply, callers: 0 }
}

async function open(handshake: Handshake, session: InstanceType<Core['Frame']>): Promise<void> {
  try {
    const [payload, at] = await handshake.reply
    session.reply('getInitData', '{}', payload, at)
    page ??= new HostPage(session, handshake.host)
  } finally {
    if (running === handshake) running = undefined
  }
}
