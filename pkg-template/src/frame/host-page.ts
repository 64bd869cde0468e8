import { isAborted } from '../abort.js'
import { share } from '../share.js'
import { abortable, withTimeout } from '../timeout.js'
import { ABORTED } from '../watch.js'
import type { WaitOptions } from './command.js'
import type { Perform, Request } from './operation.js'
import { type Channel, randomId } from './host.js'

/** The time that the portal page may take to close a dialog after its reply, in milliseconds. It usually
 * takes about 10 ms, and closes a dialog that was opened before that, too. */
const DIALOG_CLOSE_TIME = 50

/** The portal page after the handshake. The core checks what is sent and reads what is received. */
export class HostPage {
  readonly perform: Perform
  readonly #host: Channel
  #failDialog?: (error: unknown) => void
  /** The time by which the portal page has closed the last dialog. */
  #dialogClosesAt = 0
  /** Fetches a fresh token, once for all that wait for it. */
  readonly refresh = share(async () => void (await this.send('refreshAuth')))

  constructor(perform: Perform, host: Channel) {
    this.perform = perform
    this.#host = host
  }

  /** Sends a command of every portal page, with parameters as JSON text, and waits for its reply. One
   * without a reply resolves at once. */
  async send(command: string, params = '{}', wait: WaitOptions = {}): Promise<unknown> {
    const id = randomId()
    const request = this.perform('message', { command, id }, params, wait.timeout)
    return this.#exchange(id, command, params, request, wait)
  }

  /** Sends a command of the placement, with a value as JSON text, and waits for its reply. */
  async call(command: string, value: string, wait: WaitOptions): Promise<unknown> {
    const id = randomId()
    const request = await this.#placementRequest(id, command, value, wait)
    return this.#exchange(id, command, undefined, request, wait)
  }

  /** Passes the events of the placement or, with a value as JSON text, the replies to a command to
   * `listener` until the promised function is called. */
  async listen(
    name: string,
    value: string | undefined,
    listener: (event: unknown) => void,
  ): Promise<() => void> {
    const id = randomId()
    const { message } = await this.#placementRequest(id, name, value)
    return this.#host.listen(id, message, (payload) => {
      let event: unknown = null
      try {
        if (payload) event = JSON.parse(payload)
      } catch {
        return
      }
      listener(event)
    })
  }

  /** Encodes a message of the placement. If the known interface does not have the name, a fresh one is
   * fetched. */
  async #placementRequest(
    id: string,
    command: string,
    params: string | undefined,
    { timeout, signal }: WaitOptions = {},
  ): Promise<Request> {
    const encode = () => this.perform('placementMessage', { command, id }, params, timeout)
    try {
      return encode()
    } catch {
      // If it is another error, it recurs below.
    }
    await this.send('getInterface', '{}', signal && { signal })
    return encode()
  }

  async #exchange(
    id: string,
    command: string,
    params: string | undefined,
    { message, hasReply, isDialog, timeout }: Request,
    wait: WaitOptions,
  ): Promise<unknown> {
    if (isAborted(wait.signal)) throw ABORTED
    if (!hasReply) return this.#host.post(message)
    const replaced = isDialog ? this.#replaceDialog() : undefined
    if (replaced) await this.#dialogClosed(replaced, wait.signal)
    const timeoutError = () => {
      const byCaller = wait.timeout !== undefined && { byCaller: true as const }
      return this.perform('timeout', { command, ...byCaller }, undefined, timeout)
    }
    let stop: (() => void) | undefined
    const start = (done: (payload: string) => void, fail: (error: unknown) => void) => {
      replaced?.catch(fail)
      stop = this.#host.listen(id, message, (payload) => {
        if (isDialog) this.#dialogClosesAt = performance.now() + DIALOG_CLOSE_TIME
        done(payload)
      })
    }
    const reply = await withTimeout(timeout, timeoutError, start, wait.signal).finally(() =>
      stop?.(),
    )
    return params === undefined
      ? this.perform('placementReply', { command, reply })
      : this.perform('reply', { command, reply }, params, Date.now())
  }

  /** Fails the open dialog, because the portal page replies only to the newest one. The promise rejects
   * when the next one opens. */
  #replaceDialog(): Promise<never> {
    this.#failDialog?.(this.perform('dialogReplaced', {}))
    const replaced = new Promise<never>((_, reject) => {
      this.#failDialog = reject
    })
    // It may reject when nobody waits for it any more.
    replaced.catch(() => {})
    return replaced
  }

  /** Waits until the portal page has closed the last dialog. */
  #dialogClosed(replaced: Promise<never>, signal?: AbortSignal): Promise<void> {
    return abortable((done, fail) => {
      replaced.catch(fail)
      // A test may have replaced the clock since then.
      const remaining = Math.min(DIALOG_CLOSE_TIME, this.#dialogClosesAt - performance.now())
      setTimeout(done, remaining)
    }, signal)
  }
}
