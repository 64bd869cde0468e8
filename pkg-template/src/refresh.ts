import { REFRESH_TIMEOUT } from '#defaults'
import type { Portal } from '#glue'

import { originOf } from './connect.js'
import type { TokenOptions } from './connect-options.js'
import type { Core } from './core.js'
import type { Failure } from './error.js'
import { encode } from './params.js'
import { share } from './share.js'
import { withTimeout } from './timeout.js'

type Refresh = NonNullable<TokenOptions['refresh']>

/** A token as JSON text, and when it was received. */
interface Token {
  readonly text: string
  readonly at: number
}

/** A portal's tokens from one function of the app, which all its clients share. */
interface Source {
  newest?: Token
  refresh(): Promise<void>
}

/** The sources by function and origin: a token never leaves its portal. */
const sources = new WeakMap<Refresh, Map<string, Source>>()

/** Returns the failure of a refresh without a reply. */
export function refreshTimeout(): Failure {
  const description = `no fresh token within ${REFRESH_TIMEOUT / 1000} seconds; reload the page`
  return { kind: 'auth', code: 'REFRESH_TIMEOUT', description }
}

const refreshFailed: Failure = {
  kind: 'auth',
  code: 'REFRESH_FAILED',
  description: 'the refresh function failed, or gave no { accessToken }',
}

/** The tokens of a client. */
export interface TokenSource {
  /** Opens the portal with the newest token. */
  open(core: Core): Portal
  /** Passes a token that another client has refreshed to the portal. */
  adopt(portal: Portal): void
  /** Fetches the next token, which is adopted afterwards. */
  refresh?(): Promise<void>
}

/** Returns the tokens of a client. */
export function tokenSource(options: TokenOptions): TokenSource {
  const { domain, refresh, accessToken, expiresIn } = options
  const source = refresh && sourceOf(refresh, domain)
  let token: Token = { text: encode({ accessToken, expiresIn }), at: Date.now() }
  let known = source?.newest
  const open = (core: Core) => core.token(domain, token.text, source !== undefined, token.at)
  if (!source) return { open, adopt() {} }
  return {
    open,
    adopt(portal) {
      const { newest } = source
      if (!newest || newest === known) return
      known = token = newest
      portal.renew(token.text, token.at)
    },
    async refresh() {
      if (source.newest === known) await source.refresh()
    },
  }
}

function sourceOf(refresh: Refresh, domain: string): Source {
  const origin = originOf(domain)
  const byOrigin = sources.get(refresh) ?? new Map<string, Source>()
  sources.set(refresh, byOrigin)
  const source = byOrigin.get(origin) ?? createSource(refresh)
  byOrigin.set(origin, source)
  return source
}

function createSource(refresh: Refresh): Source {
  const encoded = async () => {
    const token = await refresh()
    const isToken = token.accessToken && typeof token.accessToken === 'string'
    return isToken ? JSON.stringify(token) : undefined
  }
  const source: Source = {
    refresh: share(async () => {
      const text = await withTimeout<string | undefined>(REFRESH_TIMEOUT, refreshTimeout, (done) =>
        encoded().then(done, () => done(undefined)),
      )
      if (!text) throw refreshFailed
      source.newest = { text, at: Date.now() }
    }),
  }
  return source
}
