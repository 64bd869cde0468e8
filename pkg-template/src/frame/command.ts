import type { CommandTimeout } from '../timeouts.js'

/** The timeout of a command to the portal page, and the signal that aborts the wait. */
export interface WaitOptions extends CommandTimeout {
  /** Aborts the wait, which fails with kind `aborted`. */
  readonly signal?: AbortSignal
}

/** The result of a command without a reply: it was sent, and its outcome is unknown. */
export type Sent = 'sent'

/** Sends a command to the portal page and waits for its reply. */
export type Send = <Reply>(
  command: string,
  params?: object,
  options?: WaitOptions,
) => Promise<Reply>

/**
 * Sends a command that gets no reply.
 *
 * @internal
 */
export async function post(send: Send, command: string, params?: object): Promise<Sent> {
  await send(command, params)
  return 'sent'
}
