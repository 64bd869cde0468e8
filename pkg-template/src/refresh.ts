import { REFRESH_TIMEOUT } from '#defaults'
import type { Portal } from '#glue'

import type { Failure } from './error.js'
import type { TokenOptions } from './connect-options.js'
import { share } from './share.js'
import { withTimeout } from './timeout.js'

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

/** Returns a function that refreshes a portal's token by the app's own function. */
export function refresher(
  portal: Portal,
  refresh: NonNullable<TokenOptions['refresh']>,
): () => Promise<void> {
  return share(async () => {
    const encoded = async () => JSON.stringify(await refresh())
    const token = await withTimeout<string | undefined>(REFRESH_TIMEOUT, refreshTimeout, (done) =>
      encoded().then(done, () => done(undefined)),
    )
    if (!token || !portal.renew(token, Date.now())) throw refreshFailed
  })
}
