/** The works that a contestant can do. A work that it lacks is not measured for it. */
export interface Works {
  /** Requests a page of 50 users, as typed objects. */
  users(): Promise<unknown[]>
  /** Requests 50 deals by the method's name. */
  deals?(): Promise<unknown>
  /** Calls a method by its name whose result is empty. */
  empty?(): Promise<unknown>
  /** Requests users by a filter of 20 conditions. */
  filtered?(): Promise<unknown[]>
  /** Sends the 50 commands of `params.js` in one batch; returns the results by name. */
  batch?(): Promise<Record<string, unknown>>
  /** Requests every user, as typed objects. */
  list?(): Promise<unknown[]>
  /** Reads the first `count` users one by one, without keeping them; returns their number. */
  stream?(count?: number): Promise<number>
}

/** How a contestant connects. */
export interface ConnectOptions {
  /** Whether the contestant's own limit on the rate of requests is off. */
  unlimited?: boolean
}

/** The connection of a contestant to the portal in whose frame the page is. */
export type Connect = (options?: ConnectOptions) => Promise<Works>

/** A median with the smallest and the largest sample. */
export interface Spread {
  median: number
  min: number
  max: number
}

/** The figures of one contestant in a row. */
export interface Entry extends Partial<Spread> {
  name: string
  /** The requests without preflights that reached the emulator. */
  requests?: number
  preflights?: number
  /** Why there is no figure. */
  unmeasured?: string
}

/** The figure of the first entry, of another one's. */
export interface Ratio extends Spread {
  of: string
}

/** A target: a ratio to another contestant, or a figure of the first entry. */
export interface Target {
  /** The contestant; missing for a figure in the row's unit. */
  of?: string
  figure?: 'requests'
  max: number
  met?: boolean
}

/** What a row reports. */
export interface Outcome {
  samples?: number
  entries: Entry[]
  ratios?: Ratio[]
  note?: string
}

/** A row of the table. */
export interface Row {
  id: string
  title: string
  unit: string
  targets?: Target[]
  measure(context: Context): Promise<Outcome>
}

/** A row with its outcome, as in the report. */
export interface Reported extends Omit<Row, 'measure'>, Outcome {
  /** Why the whole row has no figure. */
  unmeasured?: string
}

/** What the rows share. */
export interface Context {
  quick: boolean
  /** Whether rows in µs print where the time goes. */
  profile: boolean
  browser: import('playwright-core').Browser
  /** A portal of 5,000 users. */
  portal: import('../e2e/harness/portal.js').Portal
}

declare global {
  /** The functions of the page that compares works. */
  var bench: typeof import('./apps/compare.js').bench
  /** The connection of the page that works on the real network. */
  var connected: Promise<Works>
  /** The times of a started page, once its users have arrived; or the error. */
  var started: { users: number; total: number; loaded: number } | { error: string } | undefined
  /** The wasm instances of the page. */
  var instances: WebAssembly.Instance[]
}
