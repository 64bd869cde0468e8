/** What kind of failure it is, by what can be done about it. */
export type ErrorKind =
  /** Refused before anything was sent: a name, a value or an address is wrong. Mend the code. */
  | 'input'
  /** The page is not in a portal's frame, or the portal did not respond as a portal does. */
  | 'frame'
  /** The credentials are missing, unknown or expired, and could not be refreshed. */
  | 'auth'
  /** The user, the app or the plan may not do this. */
  | 'permission'
  /** Too many requests or too much server time. Wait, then repeat. */
  | 'limit'
  /** The portal refused the call for another reason; see `code` and `description`. */
  | 'portal'
  /** There was no response that a page may read: offline, dropped, redirected, blocked. */
  | 'network'
  /** What came back is no response of a REST method. */
  | 'response'
  /** The deadline passed. */
  | 'timeout'
  /** The caller gave the call up. */
  | 'aborted'

/** What a `B24Error` says. All but the code may be left out, as tests of an app do. */
export interface ErrorDetails {
  /** The portal's code exactly as sent (which may be `''`, `'0'` or `'100'`), or one of our own. */
  readonly code: string
  /** What kind of failure it is; `portal` if it is not given. */
  readonly kind?: ErrorKind
  /** What happened and, where it is known, what to do. */
  readonly description?: string
  /** The HTTP status; 0 where there was no response that could be read. */
  readonly status?: number
  /** The REST method that was called; empty where the failure is of no call. */
  readonly method?: string
  /**
   * Whether the same call may succeed later. Only after `limit` is it certain that nothing was done.
   * True for `limit`, `network` and `timeout` if it is not given.
   */
  readonly retryable?: boolean
  /** The first 400 bytes of the raw response, without secrets; empty where there was none. */
  readonly response?: string
  /** Where a list that ended with this error goes on; empty for any other error. */
  readonly cursor?: string
}

/** An error as the core hands it over. */
export interface CoreError extends ErrorDetails {
  /** What the platform says: its code, which may be empty, a space, and its message. */
  readonly reason: string
}

/**
 * Why something failed. Everything in this package rejects with it and with nothing else.
 *
 * Tests of an app make one themselves: `new B24Error({ code: 'expired_token', kind: 'auth' })`.
 */
export class B24Error extends Error implements ErrorDetails {
  /** @internal */
  static override readonly name = 'B24Error'
  static {
    // The stack's first line is written before a field of the error's own is there.
    Object.defineProperty(this.prototype, 'name', { value: this.name })
  }
  override readonly name = 'B24Error'
  /** What kind of failure it is. */
  declare readonly kind: ErrorKind
  /** The portal's code exactly as sent (which may be `''`, `'0'` or `'100'`), or one of our own. */
  declare readonly code: string
  /** What happened and, where it is known, what to do. */
  declare readonly description: string
  /** The HTTP status; 0 where there was no response that could be read. */
  declare readonly status: number
  /** The REST method that was called; empty where the failure is of no call. */
  declare readonly method: string
  /** Whether the same call may succeed later. Only after `limit` is it certain that nothing was done. */
  declare readonly retryable: boolean
  /** The first 400 bytes of the raw response, without secrets; empty where there was none. */
  declare readonly response: string
  /** Where a list that ended with this error goes on; empty for any other error. */
  declare readonly cursor: string
  /** The rows that came before it, where `toArray` of a list failed. */
  declare readonly rows?: unknown[]

  constructor(details: ErrorDetails, options?: { readonly cause?: unknown }) {
    const { code, kind = 'portal', method, description } = details ?? {}
    if (code === undefined)
      throw inputError('INVALID_ARGUMENT', 'a B24Error is made of { code, … }')
    super([method, code || 'error without a code', description].filter(Boolean).join(': '), options)
    const retryable = ['limit', 'network', 'timeout'].includes(kind)
    const nothing = { description: '', status: 0, method: '', response: '', cursor: '' }
    Object.assign(this, nothing, { retryable }, details, { kind })
  }
}

/** An error of our own. */
export function failed(
  kind: ErrorKind,
  code: string,
  description: string,
  cause?: unknown,
): B24Error {
  return new B24Error({ kind, code, description }, cause === undefined ? cause : { cause })
}

/** An error of kind `input`: refused before anything was sent. */
export function inputError(code: string, description: string, cause?: unknown): B24Error {
  return failed('input', code, description, cause)
}

/** Waits for the core, and makes a `B24Error` of whatever it rejects with. */
export async function wrapErrors<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof B24Error) throw thrown
    if (isDetails(thrown)) throw toB24Error(thrown)
    throw inputError('INVALID_ARGUMENT', 'An argument is not of the type that is declared.', thrown)
  }
}

/** Makes an error of what the core fails with. */
export function toB24Error({ reason, ...details }: CoreError): B24Error {
  const [, code, message] = /^(\S*) (.*)/s.exec(reason) ?? []
  if (!code && !message) return new B24Error(details)
  const cause = Object.assign(new Error(message || code), code && { code })
  return new B24Error(details, { cause })
}

function isDetails(thrown: unknown): thrown is CoreError {
  return typeof thrown === 'object' && thrown !== null && 'kind' in thrown && 'retryable' in thrown
}
