import type { Portal } from '#glue'

import { openBridge } from './bridge.js'
import { type BatchOptions, type Commands, run } from './batch.js'
import type {
  Args,
  Listed,
  ListParams,
  MethodName,
  OtherParams,
  ParamsOf,
  ResultOf,
  RowOf,
  Unlisted,
  Varying,
  VaryingList,
} from './method-types.js'
import type { Checked, Outcomes } from './batch-types.js'
import { inputError, wrapErrors } from './error.js'
import { type Condition, type Custom, Where } from './filter.js'
import { List, type ListOptions } from './list.js'
import { type Core, load } from './load.js'
import { Frame } from './frame/frame.js'
import type { Methods, MethodTree, UserFields } from './methods.js'
import { file } from './file.js'
import { optionsOf } from './options.js'
import { encode, type Params, typed } from './params.js'
import { refer, type Reference } from './reference.js'
import { type CoreReply, decodeReply, type Reply } from './reply.js'

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
   * may if it is not given; an empty list is refused.
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

const DEFAULT_TIMEOUT = 30_000
const HANDSHAKE_TIMEOUT = 10_000

/** What lets an app in, for its own server. Neither log it nor show it. */
export interface Auth {
  /** The access token. */
  readonly accessToken: string
  /** The token that another one can be fetched with; empty where the portal gave none. */
  readonly refreshToken: string
  /** When the access token ends, in milliseconds since 1970; null where that is not known. */
  readonly expires: number | null
  /** The portal's origin, `https://example.bitrix24.com`. */
  readonly portal: string
  /** The portal's unique name, the same after it moves to another address. */
  readonly memberId: string
}

/** How `auth` is asked. */
export interface AuthOptions {
  /** Whether to fetch a fresh token although the one there is has not ended. */
  readonly fresh?: boolean
  /** Aborting it stops the wait. */
  readonly signal?: AbortSignal
}

/** A portal whose page hands out what lets the app in. */
export interface WithAuth {
  /**
   * What lets the app in, with a token that has not ended. Nothing else hands tokens out.
   *
   * @throws {B24Error} `FRAME_TIMEOUT` or `REFRESH_TIMEOUT` where no fresh token comes in 10 seconds
   */
  auth(options?: AuthOptions): Promise<Auth>
}

/** A portal in whose frame the page is: its REST, and the portal page around the frame. */
export interface FramedB24 extends B24, WithAuth {
  /** The portal page around the frame: window, sliders, dialogs, placement, options. */
  readonly frame: Frame
}

/** A portal over the page's own BX24.js. */
export interface BridgedB24 extends B24, WithAuth {}

/** What `B24.bridge` takes. */
export interface BridgeOptions {
  /** Milliseconds above 0 that `BX24.init` may take; 10,000 where it is not given. */
  readonly timeout?: number
  /** Aborting it stops the wait. */
  readonly signal?: AbortSignal
}

export interface B24 extends MethodTree {}

/** A portal's REST. */
export class B24 {
  /** @internal */
  static readonly name = 'B24'
  readonly #portal: Portal
  #auth?: WithAuth['auth']

  private constructor(portal: Portal, methods?: readonly string[]) {
    if (!methods) {
      const advice =
        'connect by B24.frame(), B24.bridge(BX24), B24.token({ … }) or B24.webhook(address)'
      throw inputError('NOT_CONNECTED', advice)
    }
    this.#portal = portal
    for (const method of methods) {
      typed.add(method)
      // The verb of that name stands there.
      if (method !== 'batch') attach(this, method.split('.'), this.#typed(method))
    }
  }

  /**
   * Connects to the portal in whose frame this page is, as the user who opened it. All connections of a
   * page share one handshake and one token, and know the same of the page around.
   *
   * @throws {B24Error} `NOT_IN_PORTAL` outside a portal, `FRAME_TIMEOUT` where the page around does
   * not answer, `INVALID_HOST_MESSAGE` where its answer is none, `PORTAL_NOT_ALLOWED`, `NO_RANDOMNESS`
   */
  static frame(options?: FrameOptions): Promise<FramedB24> {
    return wrapErrors(async () => {
      const { portals, ...wait } = optionsOf(options, 'timeout', 'signal', 'portals')
      const b24 = await B24.#connect({ by: 'frame', portals }, wait)
      const core = b24.#portal.frame()!
      b24.#auth = (options) => {
        const { fresh = false, signal } = optionsOf(options, 'fresh', 'signal')
        return core.auth(fresh, signal)
      }
      return Object.assign(b24, { frame: new Frame(core) })
    })
  }

  /**
   * Connects over the page's own BX24.js, whose user and token it takes: `B24.bridge(BX24)`. Calls are
   * written here and sent by its `callMethod`, so it limits their rate, and what a form cannot say
   * (`null`, an empty list) is refused with `UNENCODABLE_PARAMETER`.
   *
   * @throws {B24Error} `NOT_IN_PORTAL` where `BX24` is null, for it has found no portal;
   * `BRIDGE_TIMEOUT` where `BX24.init` does not come within `timeout`; `INVALID_BRIDGE`
   */
  static bridge(bx24: unknown, options?: BridgeOptions): Promise<BridgedB24> {
    return wrapErrors(async () => {
      const { send, auth } = await openBridge(bx24, options)
      const b24 = await B24.#open(async (core) => core.bridge(send))
      b24.#auth = auth
      return b24
    })
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
    return wrapErrors(() => {
      const { domain, accessToken, expiresIn, refresh } = optionsOf(
        options,
        'domain',
        'accessToken',
        'expiresIn',
        'refresh',
      )
      if (domain === undefined || !accessToken) {
        throw inputError('MISSING_OPTION', 'the options "domain" and "accessToken" are needed')
      }
      const fresh = refresh && (async () => JSON.stringify(await refresh()))
      return B24.#connect({ by: 'token', domain, accessToken, expiresIn }, {}, fresh)
    })
  }

  /**
   * Reads a file for a parameter that takes one: `{ fields: { PHOTO: await B24.file(file) } }`. Its
   * name is the one that is given, else the file's own, else `blob`.
   *
   * @throws {B24Error} `INVALID_FILE` for what is neither a file nor bytes, or cannot be read
   */
  static file(
    content: Blob | ArrayBuffer | ArrayBufferView,
    name?: string,
  ): Promise<[name: string, base64: string]> {
    return wrapErrors(() => file(content, name))
  }

  /** Starts a filter on users: `B24.where('LAST_NAME').notContains('an')`. */
  static where<F extends keyof UserFields | (`UF_${string}` & {})>(
    field: F,
  ): Condition<F extends keyof UserFields ? UserFields[F] : Custom, Where<UserFields>> {
    return Where.on(field)
  }

  /**
   * What the command `name` of a batch comes to, as a parameter of a later one:
   * `B24.ref('me', 'user.current').UF_DEPARTMENT`. Text is never a reference, whatever it looks like.
   */
  static ref<Name extends keyof Methods | undefined = undefined>(
    name: string | number,
    _method?: Name,
  ): Reference<Name extends keyof Methods ? Methods[Name]['result'] : any> {
    return refer(name) as never
  }

  /**
   * Calls a method by its name: typed where the name is known here, else with a result of the type
   * that is asked for, `b24.call<Deal[]>('crm.deal.list', { select: ['ID', 'TITLE'] })`.
   *
   * @throws {B24Error} of kind `input` before anything is sent: `UNKNOWN_PARAMETER`, `UNKNOWN_FIELD` and
   * the like for a typed method, `INVALID_METHOD`, `RESERVED_PARAMETER`, `INVALID_PARAMETERS`,
   * `INVALID_TIMEOUT`; of any other kind for what happens to the call
   */
  call<Result = never, Name extends MethodName = MethodName>(
    method: Name,
    ...args: Args<ParamsOf<Name>, CallOptions>
  ): Promise<Reply<ResultOf<Name, Result>>>
  call<Name extends Varying>(
    method: Name,
    params: OtherParams<Name>,
    options?: CallOptions,
  ): Promise<Reply<Methods[Name]['other']>>
  call(method: string, params?: Params, options?: CallOptions): Promise<Reply<unknown>> {
    return this.#typed(method)(params, options)
  }

  /**
   * Every row of a method's list, in as few requests as the portal allows: the first page alone, the
   * others up to 50 to a request.
   *
   * By identifier, which is the order of `user.get` unless another is asked for, a row that exists
   * during the whole walk comes exactly once, whatever comes and goes meanwhile. In another order, and
   * for other methods, duplicates are left out, and `changed` says where rows may be missing.
   *
   * The loop throws a `B24Error`: what the method refuses, `NOT_A_LIST` for one that hands out
   * everything at once, what a page failed with for good.
   */
  list<Name extends Listed>(
    method: Name,
    ...args: Args<ListParams<Methods[Name]['params']>, ListOptions>
  ): List<Methods[Name]['row']>
  list<Name extends VaryingList>(
    method: Name,
    params: ListParams<OtherParams<Name>>,
    options?: ListOptions,
  ): List<Methods[Name]['otherRow']>
  list<Row = never, Name extends string = string>(
    method: Unlisted<Name>,
    ...args: Args<ListParams<ParamsOf<Name>>, ListOptions>
  ): List<RowOf<Name, Row>>
  list(method: string, params?: Params, options?: ListOptions): List<unknown> {
    return new List(this.#portal, method, params, options)
  }

  /**
   * Sends commands together, 50 to a request, and hands out an outcome for each where the command
   * stands: `const { me, staff } = await b24.batch({ me: ['user.current'], staff: [ … ] })`. What a batch
   * cannot say goes as a call of its own.
   *
   * @throws {B24Error} of kind `input` before anything is sent: what a command's method refuses,
   * `INVALID_NAME`, `INVALID_REFERENCE`, `NOT_IN_BATCH`
   */
  batch<const C extends Commands>(
    commands: C & Checked<C>,
    options?: BatchOptions,
  ): Promise<Outcomes<C>> {
    return wrapErrors(() => run(this.#portal, commands, options)) as Promise<Outcomes<C>>
  }

  /** @internal */
  auth(options?: AuthOptions): Promise<Auth> {
    return wrapErrors(() => {
      if (this.#auth) return this.#auth(options)
      throw inputError('NO_AUTH', 'Connect by B24.frame() or B24.bridge() to be handed a token.')
    })
  }

  #typed(method: string) {
    return (params?: Params, options?: CallOptions) =>
      wrapErrors(async () => {
        const { timeout = DEFAULT_TIMEOUT, signal } = optionsOf(options, 'timeout', 'signal')
        const reply = this.#portal.call(method.trim(), encode(params, method), timeout, signal)
        return decodeReply((await reply) as CoreReply)
      })
  }

  static #connect(
    to: object,
    { timeout = HANDSHAKE_TIMEOUT, signal }: CallOptions = {},
    refresh?: () => Promise<string>,
  ) {
    return B24.#open((core) => core.connect(encode(to), timeout, refresh, signal))
  }

  static #open(connect: (core: Core) => Promise<Portal>) {
    return wrapErrors(async () => {
      const core = await load()
      const portal = await connect(core)
      return new B24(portal, core.methodNames().trim().split(' '))
    })
  }
}

/** Puts a method where its name leads: `user.get` at `b24.user.get`. */
function attach(branch: object, [name = '', ...rest]: readonly string[], method: unknown): void {
  const known = branch as Record<string, unknown>
  if (rest.length === 0) known[name] = method
  else attach((known[name] ??= {}) as object, rest, method)
}
