/** What kind of failure it is, by what can be done about it. */
export type ErrorKind =
  /** Refused before anything was sent: a name, a value or an address is wrong. Mend the code. */
  | 'input'
  /** The page is not in a portal's frame, or the portal did not answer as a portal does. */
  | 'frame'
  /** The credentials are missing, unknown or expired, and could not be refreshed. */
  | 'auth'
  /** The user, the app or the plan may not do this. */
  | 'access'
  /** Too many requests or too much server time. Wait, then repeat. */
  | 'limit'
  /** The portal refused the call for another reason; see `code` and `description`. */
  | 'portal'
  /** There was no answer that a page may read: offline, dropped, redirected, blocked. */
  | 'network'
  /** What came back is no answer of a REST method. */
  | 'answer'
  /** The deadline passed. */
  | 'timeout'
  /** The caller gave the call up. */
  | 'aborted'

/** What a `B24Error` says. */
export interface ErrorDetails {
  readonly message: string
  readonly kind: ErrorKind
  readonly code: string
  readonly description: string
  readonly status: number
  readonly method: string
  readonly retryable: boolean
  readonly answer: string
  readonly cursor: string
}

/** Why something failed. Everything in this package rejects with it and with nothing else. */
export class B24Error extends Error implements ErrorDetails {
  override readonly name = 'B24Error'
  /** What kind of failure it is. */
  declare readonly kind: ErrorKind
  /** The portal's code exactly as sent (which may be `''`, `'0'` or `'100'`), or one of our own. */
  declare readonly code: string
  /** What happened and, where it is known, what to do. */
  declare readonly description: string
  /** The HTTP status; 0 where there was no answer that could be read. */
  declare readonly status: number
  /** The REST method that was called; empty where the failure is of no call. */
  declare readonly method: string
  /** Whether the same call may succeed later. Only after `limit` is it certain that nothing was done. */
  declare readonly retryable: boolean
  /** The first 400 bytes of the raw answer, without secrets; empty where there was none. */
  declare readonly answer: string
  /** Where a list that ended with this error goes on; empty for any other error. */
  declare readonly cursor: string
  /** The rows that came before it, where `toArray` of a list failed. */
  declare readonly rows?: unknown[]

  /** @internal */
  constructor(details: ErrorDetails, cause?: unknown) {
    super(details.message, cause === undefined ? undefined : { cause })
    Object.assign(this, details)
  }
}

/** An error of our own. */
export function failed(
  kind: ErrorKind,
  code: string,
  description: string,
  cause?: unknown,
): B24Error {
  const message = `${code}: ${description}`
  const nothingSent = { status: 0, method: '', retryable: false, answer: '', cursor: '' }
  return new B24Error({ message, kind, code, description, ...nothingSent }, cause)
}

/** An error of kind `input`: refused before anything was sent. */
export function refused(code: string, description: string, cause?: unknown): B24Error {
  return failed('input', code, description, cause)
}

/** Waits for the core, and makes a `B24Error` of whatever it rejects with. */
export async function settle<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof B24Error) throw thrown
    if (isDetails(thrown)) throw new B24Error(thrown)
    throw refused('INVALID_ARGUMENT', 'An argument is not of the type that is declared.', thrown)
  }
}

function isDetails(thrown: unknown): thrown is ErrorDetails {
  return typeof thrown === 'object' && thrown !== null && 'kind' in thrown && 'retryable' in thrown
}
