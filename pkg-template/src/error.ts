import type { ErrorKind } from './error-kind.js'

import type { Reply } from './reply.js'

/** The outcome of one command. */
export type Outcome<Result> =
  | ({ readonly ok: true } & Reply<Result>)
  | {
      readonly ok: false
      /**
       * False if it is certain that the portal did not run the command: an earlier one failed and
       * `haltOnError` is set (`NOT_EXECUTED`), or the portal refused the whole request.
       */
      readonly executed: boolean
      readonly error: B24Error
    }

/** Why REST 3.0 rejected a part of a request. */
export interface Problem {
  /** What is wrong, in the portal's language. */
  readonly message: string
  /** The field or its path, such as `filter.userId`, if the portal names it. */
  readonly field?: string
}

/** The details of a `B24Error`. All but the code are optional, for an app's tests. */
export interface ErrorDetails {
  /** The portal's code exactly as sent (which may be `''`, `'0'` or `'100'`), or one of this package. */
  readonly code: string
  /** The kind of failure; `portal` by default. */
  readonly kind?: ErrorKind
  /** What happened and, if known, what to do. */
  readonly description?: string
  /** The HTTP status; 0 if there was no readable response. */
  readonly status?: number
  /** The called REST method; empty if the failure does not belong to a call. */
  readonly method?: string
  /**
   * Whether the same call may succeed later. Only after `limit` is it certain that nothing was done.
   * True for `limit`, `network` and `timeout` by default.
   */
  readonly retryable?: boolean
  /** The first 400 bytes of the raw response, redacted; empty if there was no response. */
  readonly response?: string
  /** The position at which a failed list continues; empty for any other error. */
  readonly cursor?: string
  /** The requests that the call took: more than 1 if it was repeated, 0 if none is known of. */
  readonly attempts?: number
  /** What REST 3.0 rejected in the request, if it said so. */
  readonly validation?: readonly Problem[]
}

/** An error as the core returns it, or a failure that it accepts. */
export interface Failure extends ErrorDetails {
  readonly kind: ErrorKind
  readonly description: string
  /** The platform's code, which may be empty, a space, and its message. */
  readonly reason?: string
}

/**
 * The error of every failure: everything in this package rejects with it and with nothing else.
 *
 * Tests of an app can create one: `new B24Error({ code: 'expired_token', kind: 'auth' })`.
 */
export class B24Error extends Error implements ErrorDetails {
  /** @internal */
  static override readonly name = 'B24Error'
  static {
    // The stack's first line is created before the error's own fields exist.
    Object.defineProperty(this.prototype, 'name', { value: this.name })
  }
  override readonly name = 'B24Error'
  /** The kind of failure. */
  declare readonly kind: ErrorKind
  /** The portal's code exactly as sent (which may be `''`, `'0'` or `'100'`), or one of this package. */
  declare readonly code: string
  /** What happened and, if known, what to do. */
  declare readonly description: string
  /** The HTTP status; 0 if there was no readable response. */
  declare readonly status: number
  /** The called REST method; empty if the failure does not belong to a call. */
  declare readonly method: string
  /** Whether the same call may succeed later. Only after `limit` is it certain that nothing was done. */
  declare readonly retryable: boolean
  /** The first 400 bytes of the raw response, redacted; empty if there was no response. */
  declare readonly response: string
  /** The position at which a failed list continues; empty for any other error. */
  declare readonly cursor: string
  /** The requests that the call took: more than 1 if it was repeated, 0 if none is known of. */
  declare readonly attempts: number
  /** What REST 3.0 rejected in the request, if it said so. */
  declare readonly validation?: readonly Problem[]
  /** The rows received before the failure, if a list's `toArray` failed. */
  declare readonly rows?: unknown[]
  /**
   * The outcomes of the commands of earlier requests, under their names or indexes, if a batch was
   * aborted or the module failed. The portal may have run the commands without an outcome, too.
   */
  declare readonly outcomes?: Readonly<Record<string, Outcome<unknown>>>

  constructor(details: ErrorDetails, options?: { readonly cause?: unknown }) {
    const { code, kind = 'portal', method, description, attempts = 0 } = details ?? {}
    if (code === undefined)
      throw inputError('INVALID_ARGUMENT', 'a B24Error is made of { code, … }')
    const text = [method, code || 'error without a code', description].filter(Boolean).join(': ')
    super(attempts > 1 ? `${text} (${attempts} attempts)` : text, options)
    const retryable = ['limit', 'network', 'timeout'].includes(kind)
    const defaults = { description: '', status: 0, method: '', response: '', cursor: '' }
    Object.assign(this, defaults, { retryable }, details, { kind, attempts })
  }
}

/** Creates an error of this package. */
export function createError(
  kind: ErrorKind,
  code: string,
  description: string,
  cause?: unknown,
): B24Error {
  return new B24Error({ kind, code, description }, cause === undefined ? cause : { cause })
}

/** Creates an error of kind `input`, for a call that is rejected before anything is sent. */
export function inputError(code: string, description: string, cause?: unknown): B24Error {
  return createError('input', code, description, cause)
}

/** Runs a function and converts any error to a `B24Error`. */
export async function wrapErrors<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw convertError(thrown)
  }
}

/**
 * Reads what the caller passed. Its getters and proxies may throw anything, and no text of that is
 * kept: it may contain a secret.
 */
export function readArgument<T>(subject: string, read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    if (isError(thrown)) throw thrown
    throw inputError('INVALID_ARGUMENT', `${subject} cannot be read`)
  }
}

/** Converts anything thrown to a `B24Error`. */
export function convertError(thrown: unknown): B24Error {
  if (isError(thrown)) return thrown
  if (isFailure(thrown)) return toB24Error(thrown)
  return inputError('INVALID_ARGUMENT', 'an argument is not of its declared type')
}

/** Returns whether something thrown, which may be a revoked proxy, is a `B24Error`. */
function isError(thrown: unknown): thrown is B24Error {
  try {
    return thrown instanceof B24Error
  } catch {
    return false
  }
}

/** Converts an error of the core, or a failure. */
export function toB24Error({ reason = '', validation, ...others }: Failure): B24Error {
  const problems = problemsIn(validation)
  const details = problems ? { ...others, validation: problems } : others
  const [, code, message] = /^(\S*) (.*)/s.exec(reason) ?? []
  if (!code && !message) return new B24Error(details)
  const cause = Object.assign(new Error(message || code), code && { code })
  return new B24Error(details, { cause })
}

/** Returns the problems in what the portal has sent as such, which may be anything. */
function problemsIn(sent: unknown): Problem[] | undefined {
  if (!Array.isArray(sent)) return undefined
  return sent.flatMap((problem) => {
    const { message, field } = Object(problem)
    if (typeof message !== 'string') return []
    return [typeof field === 'string' ? { message, field } : { message }]
  })
}

/** What a stub may throw. */
const UNKNOWN_FAILURE: Failure = {
  kind: 'network',
  code: 'NETWORK',
  description: 'the request failed for an unknown reason',
}

/** Returns something thrown as a failure of a request. */
export function toFailure(thrown: unknown): Failure {
  return isFailure(thrown) ? thrown : UNKNOWN_FAILURE
}

/** Returns whether something thrown is an error of the core, or a failure. */
export function isFailure(thrown: unknown): thrown is Failure {
  try {
    return typeof thrown === 'object' && thrown !== null && 'kind' in thrown && 'code' in thrown
  } catch {
    // It is a revoked proxy.
    return false
  }
}
