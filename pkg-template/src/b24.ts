import { METHOD_ROOTS } from '#method-roots'

import type { Auth, AuthOptions, WithAuth } from './auth.js'
import { openBridge } from './bridge.js'
import type { Connection, Transport } from './connection.js'
import { sendCall } from './call.js'
import type { CallOptions } from './call-options.js'
import { connect, type Opening, originOf } from './connect.js'
import type {
  BridgeOptions,
  FrameOptions,
  RateLimitOption,
  TokenOptions,
} from './connect-options.js'
import type { Events, OperatingTime, Stats } from './diagnostics.js'
import { Memory } from './memory.js'
import { type BatchOptions, type Commands, sendBatch } from './batch.js'
import type {
  Args,
  IsOpen,
  ListArgs,
  ListMethod,
  ListParams,
  MethodName,
  OtherParams,
  ParamsOf,
  ResultOf,
  RowOf,
  Tree,
  NotListMethod,
  AlternateMethod,
  AlternateListMethod,
} from './method-types.js'
import type { Checked, Outcomes } from './batch-types.js'
import { B24Error, inputError, wrapErrors } from './error.js'
import { sendByFetch } from './fetch.js'
import { type ConditionsOn, type FieldOf, Where } from './filter.js'
import { List, type ListOptions } from './list.js'
import { type Core, separateCore } from './core.js'
import { load, methodNames } from './load.js'
import { methodTree } from './method-tree.js'
import { auth, connectFrame } from './frame/connect.js'
import { Frame } from './frame/frame.js'
import { HostPage } from './frame/host-page.js'
import type { CheckedMethods, Methods, UserFields } from './methods.js'
import type { Double } from './double.js'
import { encodeFile } from './file.js'
import { optionsOf } from './options.js'
import { type Params, typedMethods } from './params.js'
import { tokenSource } from './refresh.js'
import { createFloat, createReference, type Reference } from './reference.js'
import type { Reply } from './reply.js'
import { openEvents } from './events.js'
import type { AppEventsMember } from './events/types.js'
import { openV3 } from './v3.js'
import type { MethodsV3 } from './v3/methods.js'
import type { ContentV3, EachV3 } from './v3/references.js'
import type { V3 } from './v3/client.js'
import type { ResultOfV3 } from './v3/types.js'
import { where3 } from './where3.js'

/** A portal in whose frame the page is: its REST API and its portal page. */
export interface FramedB24 extends B24, WithAuth {
  /** The portal page: window, sliders, dialogs, placement, options. */
  readonly frame: Frame
}

/** A portal over the page's own BX24.js. */
export interface BridgedB24 extends B24, WithAuth {}

export interface B24 extends Tree {}

/** A client of a portal's REST API. */
export class B24 {
  /** @internal */
  static readonly name = 'B24'
  /** The class of all errors, which the package also exports. */
  static readonly B24Error = B24Error
  /**
   * The methods of REST 3.0, the portal's newer version of REST: `b24.v3.tasks.task.list({ … })`. Their code
   * is loaded when one of them is first used.
   */
  readonly v3: V3
  /**
   * The real-time events of your app: `await b24.events.on('application', 'order.changed', handler)`. Their
   * code is loaded when they are first used.
   */
  readonly events: AppEventsMember
  readonly #connection: Connection
  readonly #memory = new Memory<Reply<unknown>>()
  #auth?: WithAuth['auth']

  private constructor(connection: Connection, methods?: readonly string[]) {
    if (!methods) {
      const advice =
        'connect by B24.frame(), B24.bridge(BX24), B24.token({ … }) or B24.webhook(address)'
      throw inputError('NOT_CONNECTED', advice)
    }
    this.#connection = connection
    this.v3 = openV3(connection, this.#memory)
    const call = (method: string, params?: Params, options?: CallOptions) =>
      this.#caller(method)(params, options)
    this.events = openEvents(connection, call, this.#caller('events'))
    for (const method of methods) typedMethods.add(method)
  }

  static {
    // The class has its own `batch`.
    const names = () =>
      METHOD_ROOTS.split(' ').concat(methodNames().filter((name) => name !== 'batch'))
    const callerOf = (client: object) =>
      #connection in client ? (method: string) => client.#caller(method) : undefined
    Object.setPrototypeOf(B24.prototype, methodTree(names, callerOf))
  }

  /**
   * Names the class, so that Vue does not put a client into a proxy, which has no private members.
   *
   * @internal
   */
  get [Symbol.toStringTag]() {
    return 'B24'
  }

  /**
   * Connects to the portal in whose frame this page is, as the user who opened it. All connections of a
   * page share one handshake, one token and one state of the portal page.
   *
   * @throws {B24Error} `NOT_IN_PORTAL` outside a portal, `FRAME_TIMEOUT` if the portal page does not
   * reply, `INVALID_HOST_MESSAGE` if its reply is invalid, `PORTAL_NOT_ALLOWED`, `NO_RANDOMNESS`;
   * `WASM_TIMEOUT` if the module does not load within `timeout`
   */
  static frame(options?: FrameOptions): Promise<FramedB24> {
    return wrapErrors(async () => {
      const { auth, frame, refresh, ...opening } = await connectFrame(options)
      const b24 = B24.#connect(opening, { send: sendByFetch, refresh })
      b24.#auth = auth
      return Object.assign(b24, { frame })
    })
  }

  /**
   * Connects over the page's own BX24.js, with its user and token: `B24.bridge(BX24)`. Calls are encoded
   * here and sent by its `callMethod`, so BX24.js limits their rate. Values that a form cannot encode
   * (`null`, an empty list) are rejected with `UNENCODABLE_PARAMETER`.
   *
   * @throws {B24Error} `NOT_IN_PORTAL` if `BX24` is null because it found no portal; `BRIDGE_TIMEOUT`
   * if `BX24.init` does not finish within `timeout`, `WASM_TIMEOUT` if the module does not load;
   * `INVALID_BRIDGE`
   */
  static bridge(bx24: unknown, options?: BridgeOptions): Promise<BridgedB24> {
    return wrapErrors(async () => {
      const { send, auth } = await openBridge(bx24, options)
      const b24 = B24.#connect({ origin: '', open: (core) => core.bridge() }, { send })
      b24.#auth = auth
      return b24
    })
  }

  /**
   * Connects with an inbound webhook's address, `https://PORTAL/rest/USER_ID/CODE/`. Use it in servers
   * and tools: anyone who can open a page can read an address in it.
   *
   * @throws {B24Error} `INVALID_WEBHOOK` or `INVALID_ADDRESS`, with the code redacted; `WASM_TIMEOUT` if
   * the module does not load in 30 seconds
   */
  static webhook(address: string, options?: RateLimitOption): Promise<B24> {
    return wrapErrors(async () => {
      const { rateLimit } = optionsOf(options, 'rateLimit')
      await load()
      const open = (core: Core) => core.webhook(address)
      return B24.#connect({ origin: originOf(address), open, rateLimit }, { send: sendByFetch })
    })
  }

  /**
   * Connects with an access token. Clients of a portal with the same `refresh` function share their newest
   * token.
   *
   * @throws {B24Error} `INVALID_ADDRESS`; `WASM_TIMEOUT` if the module does not load in 30 seconds
   */
  static token(options: TokenOptions): Promise<B24> {
    return wrapErrors(async () => {
      const token = optionsOf(options, 'domain', 'accessToken', 'expiresIn', 'refresh', 'rateLimit')
      if (token.domain === undefined || !token.accessToken) {
        throw inputError('MISSING_OPTION', 'the options "domain" and "accessToken" are needed')
      }
      await load()
      const { open, adopt, refresh } = tokenSource(token)
      const { domain, rateLimit } = token
      const transport = { send: sendByFetch, ...(refresh && { refresh }) }
      return B24.#connect({ origin: originOf(domain), open, adopt, rateLimit }, transport)
    })
  }

  /**
   * Connects to the double of a portal, which `b24-wasm/testing` builds with a core of its own.
   *
   * @internal
   */
  static async double(build: (core: Core) => Double): Promise<FramedB24> {
    await load()
    const { opening, send, frameCore, channel } = build(separateCore())
    const page = new HostPage(frameCore, channel)
    const b24 = B24.#connect(opening, { send })
    b24.#auth = (options) => wrapErrors(() => auth(page, options))
    return Object.assign(b24, { frame: new Frame(page) })
  }

  /**
   * Encodes a file for a parameter that takes one: `{ fields: { PHOTO: await B24.file(file) } }`. The
   * name defaults to the file's own, or to `blob`.
   *
   * @throws {B24Error} `INVALID_FILE` if the content is neither a file nor bytes, or cannot be read
   */
  static file(
    content: Blob | ArrayBuffer | ArrayBufferView,
    name?: string,
  ): Promise<[name: string, base64: string]> {
    return wrapErrors(() => encodeFile(content, name))
  }

  /** Starts a filter on users: `B24.where('LAST_NAME').notContains('an')`. */
  static where<Name extends keyof UserFields | (`UF_${string}` & {})>(
    field: Name,
  ): ConditionsOn<FieldOf<UserFields, Name>, Where<UserFields>> {
    return Where.on(field)
  }

  /**
   * Returns a reference to the result of the command `name` of a batch, for a parameter of a later one:
   * `B24.ref('me', 'user.current').UF_DEPARTMENT`. Plain text is never a reference.
   */
  static ref<Name extends keyof Methods | undefined = undefined>(
    name: string | number,
    _method?: Name,
  ): Reference<Name extends keyof Methods ? ResultOf<Name> : any, IsOpen<Name>> {
    return createReference(name) as never
  }

  /** Starts a filter for REST 3.0: `B24.where3<'tasks.task.list'>('id').in([3, 7])`. */
  static readonly where3 = where3

  /**
   * Returns a reference to the result of the command `name` of a batch of REST 3.0: to its `item`, or to its
   * `items` by their index: `B24.ref3('task', 'tasks.task.get').responsibleId`.
   */
  static ref3<Name extends keyof MethodsV3 | undefined = undefined>(
    name: string | number,
    _method?: Name,
  ): Reference<Name extends keyof MethodsV3 ? ContentV3<ResultOfV3<Name>> : any> {
    return createReference(name) as never
  }

  /**
   * Returns a reference to a member of each of the `items` in the result of a command of a batch of REST
   * 3.0, a list: `B24.each3('tasks', 'tasks.task.list').id`.
   */
  static each3<Name extends keyof MethodsV3 | undefined = undefined>(
    name: string | number,
    _method?: Name,
  ): EachV3<Name extends keyof MethodsV3 ? ContentV3<ResultOfV3<Name>> : any> {
    return createReference(name)['*'] as never
  }

  /**
   * Returns a number that REST 3.0 gets with a fraction, as 10.0: the portal refuses `10` for a field of this
   * kind. `B24.where3('price').atLeast(B24.float3(10))`
   */
  static readonly float3 = createFloat

  /**
   * Calls a method by its name, with the types of the documentation: `b24.crm.deal.list({ … })` is the
   * same as `b24.call('crm.deal.list', { … })`. For a method or parameters that are not documented, pass
   * the type of the result: `b24.call<Thing[]>('partner.thing.list', { size: 5 })`.
   *
   * @throws {B24Error} of kind `input` before anything is sent: `UNKNOWN_PARAMETER`, `UNKNOWN_FIELD` and
   * similar for a typed method, `INVALID_METHOD`, `RESERVED_PARAMETER`, `INVALID_PARAMETERS`,
   * `INVALID_TIMEOUT`, `NO_TIMER`; of another kind if the call fails, or `CORE_FAILED` if the module does
   */
  call<Result = never, Name extends MethodName = MethodName>(
    method: Name,
    ...args: Args<ParamsOf<Name>, CallOptions>
  ): Promise<Reply<ResultOf<Name, Result>>>
  call<Name extends AlternateMethod>(
    method: Name,
    params: OtherParams<Name>,
    options?: CallOptions,
  ): Promise<Reply<CheckedMethods[Name]['other']>>
  // The first one again: compilers show the error of the last overload.
  call<Result = never, Name extends MethodName = MethodName>(
    method: Name,
    ...args: Args<ParamsOf<Name>, CallOptions>
  ): Promise<Reply<ResultOf<Name, Result>>>
  call(method: string, params?: Params, options?: CallOptions): Promise<Reply<unknown>> {
    return this.#caller(method)(params, options)
  }

  /**
   * Returns every row of a method's list, in as few requests as the portal allows: the first page in
   * its own request, the others up to 50 in one.
   *
   * In order of identifiers, each row that exists during the whole loop is returned exactly once, even if
   * others are added or deleted meanwhile. That is the default of the lists of people, of the CRM, of
   * tasks, of the catalogue and of the shop, and of any method with the option `by`. In another order,
   * and for other methods, duplicates are removed, and `changed` reports that rows may be missing.
   *
   * The loop throws a `B24Error`: an error of the parameters, `NOT_A_LIST` for a method that returns
   * everything at once, or the error of a page that fails repeatedly.
   */
  list<Name extends ListMethod>(
    method: Name,
    ...args: Args<ListParams<ParamsOf<Name>>, ListOptions>
  ): List<RowOf<Name>>
  list<Name extends AlternateListMethod>(
    method: Name,
    params: ListParams<OtherParams<Name>>,
    options?: ListOptions,
  ): List<CheckedMethods[Name]['otherRow']>
  list<Row = never, Name extends string = string>(
    method: NotListMethod<Name>,
    ...args: ListArgs<Name, ListOptions>
  ): List<RowOf<Name, Row>>
  list(method: string, params?: Params, options?: ListOptions): List<unknown> {
    return new List(this.#connection, method, params, options)
  }

  /**
   * Sends commands in batches of up to 50, and returns an outcome under each command's name or index:
   * `const { me, staff } = await b24.batch({ me: ['user.current'], staff: [ … ] })`. A command that
   * cannot be encoded in a batch is sent as a separate call.
   *
   * @throws {B24Error} of kind `input` before anything is sent: an error of a command's parameters,
   * `INVALID_NAME`, `INVALID_REFERENCE`, `NOT_IN_BATCH`
   */
  batch<const C extends Commands>(
    commands: Checked<C>,
    options?: BatchOptions,
  ): Promise<Outcomes<C>> {
    const { fail } = this.#connection.diagnostics
    return sendBatch(this.#connection, commands, options).catch(fail) as Promise<Outcomes<C>>
  }

  /** @internal */
  auth(options?: AuthOptions): Promise<Auth> {
    return wrapErrors(() => {
      if (this.#auth) return this.#auth(options)
      throw inputError('NO_AUTH', 'connect by B24.frame() or B24.bridge() to get a token')
    })
  }

  /**
   * Calls a function at each event of this client: a request, a repeated call, a wait for the portal's
   * limit, a refresh of the token, an error. Returns the function that ends that.
   */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void {
    if (typeof listener !== 'function') throw inputError('INVALID_ARGUMENT', 'pass a function')
    return this.#connection.diagnostics.on(name, listener)
  }

  /** Returns the sums of this client's events, and the state of the portal's limits. */
  stats(): Stats {
    const { queue, diagnostics } = this.#connection
    const portal = this.#connection.portal()
    return {
      ...diagnostics.counts,
      waiting: queue.length,
      room: Math.max(0, portal.room(Date.now())),
      operating: portal.operatingTimes() as OperatingTime[],
    }
  }

  /** Forgets the replies that were kept for the option `maxAge`. */
  forget(): void {
    this.#memory.clear()
  }

  #caller(method: string) {
    return (params?: Params, options?: CallOptions) =>
      sendCall(this.#connection, this.#memory, method, params, options).catch(
        this.#connection.diagnostics.fail,
      )
  }

  static #connect(opening: Opening, transport: Transport) {
    return new B24(connect(opening, transport), methodNames())
  }
}
