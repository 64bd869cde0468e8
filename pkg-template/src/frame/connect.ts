import { HANDSHAKE_TIMEOUT } from '#defaults'

import type { Auth, AuthOptions } from '../auth.js'
import type { Opening } from '../connect.js'
import type { FrameOptions } from '../connect-options.js'
import { isAborted } from '../abort.js'
import { load } from '../load.js'
import { optionsOf } from '../options.js'
import { abortable } from '../timeout.js'
import { frameCore, perform } from './core.js'
import { Frame } from './frame.js'
import { openPage, startEarly } from './handshake.js'
import type { HostPage } from './host-page.js'

/** A connection to the portal in whose frame this page is. */
export interface FrameConnection extends Opening {
  /** Fetches a fresh token, once for all concurrent callers. */
  refresh(): Promise<void>
  readonly frame: Frame
  auth(options?: AuthOptions): Promise<Auth>
}

/** Connects to the portal in whose frame this page is. */
export async function connectFrame(input?: FrameOptions): Promise<FrameConnection> {
  const options = optionsOf(input, 'timeout', 'signal', 'portals', 'rateLimit')
  const { portals, timeout = HANDSHAKE_TIMEOUT, signal, rateLimit } = options
  const start = performance.now()
  // The portal page replies while the core loads. Only the core knows whether a portal is allowed.
  if (!portals && !isAborted(signal)) startEarly()
  await load(timeout, signal)
  const page = await openPage(perform, options, performance.now() - start)
  const frame = new Frame(page)
  return {
    origin: frame.info.portal,
    session: page,
    open: () => frameCore().framePortal()!,
    refresh: () => page.refresh(),
    frame,
    auth: (options) => auth(page, options),
    rateLimit,
  }
}

/** Returns the token of a portal page, fetched anew if it has expired or is to be fresh. */
export async function auth(page: HostPage, options?: AuthOptions): Promise<Auth> {
  const { fresh = false, signal } = optionsOf(options, 'fresh', 'signal')
  const current = () => page.perform('auth', {}) as Auth
  const { expires } = current()
  const isExpired = expires !== null && expires <= Date.now()
  if (fresh || isExpired) {
    await abortable<unknown>((done, fail) => page.refresh().then(done, fail), signal)
  }
  return current()
}
