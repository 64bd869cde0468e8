/** How long to wait for the portal page, and how to stop waiting. */
export interface WaitOptions {
  /** Milliseconds above 0 until the wait fails with kind `timeout`. */
  readonly timeout?: number
  /** Aborting it fails the wait with kind `aborted`. */
  readonly signal?: AbortSignal
}

/** What a command comes to that the portal page never answers: it was said, and no more is known. */
export type Sent = 'sent'

/** Says a command of the portal page, and waits for what it is answered with. */
export type Send = <Answer>(
  command: string,
  params?: object,
  options?: WaitOptions,
) => Promise<Answer>

/**
 * Says a command that is never answered.
 *
 * @internal
 */
export async function post(send: Send, command: string, params?: object): Promise<Sent> {
  await send(command, params)
  return 'sent'
}
