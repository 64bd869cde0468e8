import type { Portal } from '#glue'

import type { RateLimit } from './connect-options.js'
import type { Connection, Transport } from './connection.js'
import { type Core, lastingPortal } from './core.js'
import { Diagnostics } from './diagnostics.js'
import { inputError } from './error.js'
import { Queue } from './queue.js'
import { share } from './share.js'

/** How a portal is opened in an instance of the core. */
export interface Opening {
  /** The portal's origin: all its clients share its limits. */
  readonly origin: string
  readonly open: (core: Core) => Portal
  /** What connections with the same user and token share. */
  readonly session?: object
  /** Called before each use of the portal. */
  readonly adopt?: (portal: Portal) => void
  readonly rateLimit?: RateLimit | undefined
}

/** Connects to a portal. */
export function connect(
  { origin, session, open, adopt, rateLimit }: Opening,
  { send, refresh }: Transport,
): Connection {
  const portal = lastingPortal((core) => {
    const opened = open(core)
    opened.shareLimits(origin)
    if (rateLimit) setRateLimit(opened, rateLimit)
    return opened
  }, adopt)
  const diagnostics = new Diagnostics()
  const refreshAndAdopt = async () => {
    await diagnostics.watchRefresh(refresh!)
    portal()
  }
  return {
    origin,
    session: session ?? diagnostics,
    send,
    ...(refresh && { refresh: share(refreshAndAdopt) }),
    portal,
    queue: Queue.of(origin, portal),
    diagnostics,
  }
}

/** Returns the origin of an address or a domain; empty for anything else, which the core rejects. */
export function originOf(address: string): string {
  try {
    const text = address.trim()
    return new URL(text.includes('://') ? text : `https://${text}`).origin
  } catch {
    return ''
  }
}

function setRateLimit(portal: Portal, { burst, perSecond }: RateLimit): void {
  if (!(burst >= 1 && perSecond > 0)) {
    const problem = 'option "rateLimit" is { burst: requests from 1, perSecond: requests above 0 }'
    throw inputError('INVALID_OPTION', problem)
  }
  portal.setRateLimit(burst, perSecond)
}
