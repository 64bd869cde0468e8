/** A recorded call. */
export interface RecordedCall {
  readonly method: string
  /** The parameters as JSON values: dates are texts, and references are resolved. */
  readonly params: any
  /** Whether it is one of REST 3.0. */
  readonly v3?: true
}

/** A recorded command to the portal page. */
export interface RecordedCommand {
  /** The name on the wire, such as `resizeWindow`. */
  readonly command: string
  readonly params: any
}
