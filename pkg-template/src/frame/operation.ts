// What the core does for the frame.

import type { Failure } from '../error.js'

/** A checked message, and how to wait for its reply. */
export interface Request {
  readonly message: unknown
  readonly hasReply: boolean
  readonly isDialog: boolean
  /** Milliseconds until the wait fails; none if it waits for a person. */
  readonly timeout?: number
}

/** The operations of the core: their arguments and results. Those with `params` take them as JSON text, and
 * those with a time take it as a number of milliseconds. */
interface Operations {
  /** Checks the session; the parameters are the allowed portals. Returns the portal's origin. */
  session: [{ domain: string; protocol: string; sid: string }, string]
  /** Encodes a command of every portal page, which may have a timeout. */
  message: [{ command: string; id: string }, Request]
  /** Encodes a command of the placement, or the subscription to an event, which has no parameters. */
  placementMessage: [{ command: string; id: string }, Request]
  /** Reads and remembers the reply to a command with these parameters, received at a time. */
  reply: [{ command: string; reply: string }, unknown]
  /** Reads the reply to a command of the placement. */
  placementReply: [{ command: string; reply: string }, unknown]
  /** Creates the error of a command without a reply within a timeout. */
  timeout: [{ command: string; byCaller?: true }, Failure]
  dialogReplaced: [object, Failure]
  auth: [object, unknown]
  info: [object, unknown]
}

/** Lets the core perform an operation. */
export type Perform = <Name extends keyof Operations>(
  operation: Name,
  args: Operations[Name][0],
  params?: string,
  milliseconds?: number,
) => Operations[Name][1]

/** Encodes an operation with its arguments, and parameters that are JSON text. */
export function encodeOperation(operation: string, args: object, params?: string): string {
  const members = JSON.stringify({ operation, ...args })
  return params === undefined ? members : `${members.slice(0, -1)},"params":${params}}`
}
