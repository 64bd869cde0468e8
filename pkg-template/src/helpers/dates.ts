/** A date, perhaps with a time and an offset: `2026-08-01`, `2026-08-01T09:30:00+03:00`. */
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/

/** An offset from UTC. */
const OFFSET = /^([+-])(\d\d):(\d\d)$/

/**
 * Reads a date of the portal: `2026-08-01T09:30:00+03:00`. A date without a time, or a time without an
 * offset, is one of the person's own time zone. Returns undefined for an empty field (`''`, null, false,
 * `{}`) and for any other text.
 *
 * ```ts
 * const { result: deal } = await b24.call('crm.deal.get', { id: 7 })
 * parseDate(deal.CLOSEDATE)?.toLocaleDateString()
 * ```
 */
export function parseDate(value: unknown): Date | undefined {
  if (typeof value !== 'string' || !ISO.test(value)) return undefined
  // Without a time it would be midnight in UTC.
  const date = new Date(value.includes('T') ? value : `${value}T00:00`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/**
 * Writes a date in the portal's form: `2026-08-01T09:30:00+03:00`.
 *
 * @param timeZone a time zone such as `Europe/Berlin` (the `TIME_ZONE` of `profile`), or an offset such as
 *   `+03:00` (the end of the result of `server.time`); by default that of the browser
 * @throws {RangeError} for an invalid date or an unknown time zone
 */
export function formatDate(date: Date, timeZone?: string): string {
  const offset = offsetOf(date, timeZone)
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19)
  const minutes = Math.abs(offset)
  const digits = (number: number) => String(Math.trunc(number)).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${digits(minutes / 60)}:${digits(minutes % 60)}`
}

/** Returns the minutes by which a time zone is ahead of UTC at a date. */
function offsetOf(date: Date, timeZone?: string): number {
  if (!timeZone) return -date.getTimezoneOffset()
  const [, sign, hours, minutes] = OFFSET.exec(timeZone) ?? []
  if (sign) return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes))
  const style = { timeZone, hourCycle: 'h23', era: 'short' } as const
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
  const format = new Intl.DateTimeFormat('en-US', { ...style, ...numeric, ...time })
  const parts = Object.fromEntries(
    format.formatToParts(date).map(({ type, value }) => [type, value]),
  )
  const { year, month, day, hour, minute, second } = parts
  const local = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!)
  return Math.round((local - date.getTime()) / 60_000)
}
