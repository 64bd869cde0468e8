// Formats values of a user.

/** @import { User } from 'b24-wasm' */

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const count = new Intl.NumberFormat('en-GB')

/**
 * Formats a date without a time, such as a birthday, which the portal stores as midnight in UTC.
 *
 * @param {string} text ISO 8601
 */
export function date(text) {
  return day.format(new Date(text))
}

/**
 * Formats a date and time in the local time zone.
 *
 * @param {string} text ISO 8601
 */
export function dateTime(text) {
  return moment.format(new Date(text))
}

/**
 * Formats the time of day in the local time zone.
 *
 * @param {Date} moment
 */
export function time(moment) {
  return clock.format(moment)
}

/** @param {number} value */
export function integer(value) {
  return count.format(value)
}

/**
 * Formats a number of things.
 *
 * @param {number} value
 * @param {string} noun in the singular
 */
export function counted(value, noun) {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`
  return `${integer(value)} ${value === 1 ? noun : plural}`
}

/**
 * Formats a duration with its significant digits.
 *
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${Number(milliseconds.toFixed(milliseconds < 10 ? 1 : 0))} ms`
}

/**
 * Returns the first and last name; otherwise the e-mail address or the id.
 *
 * @param {User} user
 */
export function fullName(user) {
  const names = [user.NAME, user.LAST_NAME].filter(Boolean)
  return names.join(' ') || user.EMAIL || `User ${user.ID}`
}

/** @param {User} user */
export function initials(user) {
  const [first = '', second = ''] = fullName(user).split(' ')
  return [first, second]
    .map((name) => [...name].slice(0, 1))
    .join('')
    .toUpperCase()
}
