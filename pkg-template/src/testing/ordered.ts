// What a handler may order in place of a plain result.

import type { Time } from '../reply.js'
import type { ErrorKind } from '../error-kind.js'

/** The details of an ordered error. */
export interface OrderedErrorDetails {
  /** The portal's text; by default `mocked`. */
  readonly description?: string
  /** The HTTP status; by default the one that the portal sends with the code, or else 400. */
  readonly status?: number
  /** What REST 3.0 rejected in the request. */
  readonly validation?: readonly { readonly message: string; readonly field?: string }[]
}

/** The statuses of the portal's codes, in lower case. */
const STATUSES: Readonly<Record<string, number>> = {
  access_denied: 401,
  accessdeniedexception: 401,
  error_core: 500,
  error_method_not_found: 404,
  expired_token: 401,
  insufficient_scope: 401,
  insufficientscopeexception: 403,
  internal_server_error: 500,
  invalid_credentials: 401,
  invalid_token: 401,
  methodnotfoundexception: 404,
  no_auth_found: 401,
  operation_time_limit: 429,
  overload_limit: 401,
  query_limit_exceeded: 503,
  ratelimitexception: 429,
  user_access_error: 401,
  wrong_auth_type: 403,
}

/** An error that the portal sends. */
export class OrderedError {
  readonly code: string
  readonly description: string
  readonly status: number
  readonly validation: OrderedErrorDetails['validation']

  constructor(code: string, details: OrderedErrorDetails = {}) {
    this.code = code
    this.description = details.description ?? 'mocked'
    this.status = details.status || (STATUSES[code.toLowerCase()] ?? 400)
    this.validation = details.validation
  }
}

/** A request without a response. */
export class OrderedFailure {
  readonly kind: ErrorKind
  readonly code: string
  readonly description: string

  constructor(kind: ErrorKind, code: string, description: string) {
    this.kind = kind
    this.code = code
    this.description = description
  }
}

/** The other members of a reply. */
export interface ReplyDetails {
  readonly total?: number
  readonly next?: number
  readonly time?: Time
}

/** A result with the other members of a reply. */
export class OrderedReply<Result> {
  readonly result: Result
  readonly details: ReplyDetails

  constructor(result: Result, details: ReplyDetails) {
    this.result = result
    this.details = details
  }
}
