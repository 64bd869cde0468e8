import type { Call } from '#glue'

import { settle } from './error.js'
import { type Condition, type Custom, Where } from './filter.js'
import { load } from './load.js'
import type { Methods, MethodTree, UserFields } from './methods.js'
import { encode, type Params } from './params.js'

/** What the server says of a call's times. */
export interface Time {
  /** When it began, in seconds since 1970. */
  readonly start: number
  /** When it ended, in seconds since 1970. */
  readonly finish: number
  /** From the beginning to the end, in seconds. */
  readonly duration: number
  /** What the method took, in seconds; a whole number with many portals. */
  readonly processing: number
  /** When it began, as ISO 8601 in the portal's zone. */
  readonly date_start: string
  /** When it ended, as ISO 8601 in the portal's zone. */
  readonly date_finish: string
  /** Seconds that the method has taken in the last ten minutes, where the portal counts them. */
  readonly operating?: number
  /** When `operating` falls, in seconds since 1970. */
  readonly operating_reset_at?: number
}

/** What a call came to. */
export interface Reply<Result> {
  /** What the method hands out. */
  readonly result: Result
  /** How many rows there are in all, where the portal counted them. */
  readonly total?: number
  /** Where the next page starts; missing on the last page. */
  readonly next?: number
  /** What the call took on the server. */
  readonly time?: Time
}

/** How long to wait, and how to stop waiting. */
export interface CallOptions {
  /** Milliseconds above 0 until the call fails with kind `timeout`; 30,000 where it is not given. */
  readonly timeout?: number
  /** Aborting it fails the call with kind `aborted` and ends its request. */
  readonly signal?: AbortSignal
}

/** What `B24.frame` takes. */
export interface FrameOptions {
  /** Milliseconds above 0 that the portal page may take to answer; 10,000 where it is not given. */
  readonly timeout?: number
  /** Aborting it gives the handshake up. */
  readonly signal?: AbortSignal
  /**
   * The portals that may open the app, `example.bitrix24.com` or `*.bitrix24.com`, in lower case. Any
   * may where the list is empty or not given.
   */
  readonly portals?: readonly string[]
}

/** What `B24.token` takes. */
export interface TokenOptions {
  /** The portal's host, `example.bitrix24.com`. */
  readonly domain: string
  /** The access token. */
  readonly accessToken: string
  /** Whole seconds until it ends. Where it is given, an ended token is refreshed before a call. */
  readonly expiresIn?: number
  /**
   * Fetches a fresh token; called once for all calls that wait for it. Where it fails, those calls
   * fail with `REFRESH_FAILED`, without its reason; where it takes more than 10 seconds, with
   * `REFRESH_TIMEOUT`.
   */
  readonly refresh?: () => Promise<{ accessToken: string; expiresIn?: number }>
}

type ParamsOf<Name> = Name extends keyof Methods ? Methods[Name]['params'] : Params
type ResultOf<Name, Result> = [Result] extends [never]
  ? Name extends keyof Methods
    ? Methods[Name]['result']
    : unknown
  : Result

const DEFAULT_TIMEOUT = 30_000
const HANDSHAKE_TIMEOUT = 10_000

export interface B24 extends MethodTree {}

/** A portal's REST. */
export class B24 {
  readonly #call: Call

  private constructor(call: Call, methods: readonly string[]) {
    this.#call = call
    for (const method of methods) plant(this, method.split('.'), this.#typed(method))
  }

  /**
   * Connects to the portal in whose frame this page is, as the user who opened it.
   *
   * @throws {B24Error} `NOT_IN_PORTAL` outside a portal, `FRAME_SILENT` where the page around does
   * not answer, `FRAME_ANSWER` where its answer is none, `PORTAL_NOT_ALLOWED`
   */
  static frame(options?: FrameOptions): Promise<B24> {
    // One portal in place of a list must not become no portal, which allows any.
    const portals = options?.portals && [options.portals].flat()
    return B24.#connect({ by: 'frame', portals }, options)
  }

  /**
   * Connects by an inbound webhook's address, `https://PORTAL/rest/USER_ID/CODE/`. For servers and
   * tools: whoever can open a page can read the address in it.
   *
   * @throws {B24Error} `INVALID_WEBHOOK` or `INVALID_ADDRESS`, without the code
   */
  static webhook(address: string): Promise<B24> {
    return B24.#connect({ by: 'webhook', address })
  }

  /**
   * Connects with an access token.
   *
   * @throws {B24Error} `INVALID_ADDRESS`
   */
  static token(options: TokenOptions): Promise<B24> {
    const refresh = options?.refresh
    const fresh = refresh && (async () => JSON.stringify(await refresh()))
    return B24.#connect({ by: 'token', ...options, refresh: undefined }, undefined, fresh)
  }

  /** Starts a filter on users: `B24.where('LAST_NAME').notContains('an')`. */
  static where<F extends keyof UserFields | `UF_${string}`>(
    field: F,
  ): Condition<F extends keyof UserFields ? UserFields[F] : Custom, Where<UserFields>> {
    return Where.on(field)
  }

  /**
   * Calls a method by its name: typed where the name is known here, else with a result of the type
   * that is asked for, `b24.call<Deal[]>('crm.deal.list', { select: ['ID', 'TITLE'] })`.
   *
   * @throws {B24Error} of kind `input` before anything is sent: `UNKNOWN_PARAMETER`, `UNKNOWN_FIELD` and
   * the like for a typed method, `INVALID_METHOD`, `RESERVED_PARAMETER`, `INVALID_PARAMETERS`,
   * `INVALID_TIMEOUT`; of any other kind for what happens to the call
   */
  call<Result = never, Name extends string = string>(
    method: Name,
    params?: ParamsOf<Name>,
    options?: CallOptions,
  ): Promise<Reply<ResultOf<Name, Result>>> {
    return this.#typed(method)(params, options) as Promise<Reply<ResultOf<Name, Result>>>
  }

  #typed(method: string) {
    return (params?: Params, options?: CallOptions) =>
      settle(() => {
        const { timeout = DEFAULT_TIMEOUT, signal } = options ?? {}
        return this.#call(method.trim(), encode(params), timeout, signal)
      })
  }

  static #connect(to: object, options?: FrameOptions, refresh?: () => Promise<string>) {
    return settle(async () => {
      const core = await load()
      const { timeout = HANDSHAKE_TIMEOUT, signal } = options ?? {}
      const call = await core.connect(encode(to), timeout, refresh, signal)
      return new B24(call, core.methodNames().trim().split(' '))
    })
  }
}

/** Puts a method where its name leads: `user.get` at `b24.user.get`. */
function plant(branch: object, [name = '', ...rest]: readonly string[], method: unknown): void {
  const known = branch as Record<string, unknown>
  if (rest.length === 0) known[name] = method
  else plant((known[name] ??= {}) as object, rest, method)
}
