// Converts a query to conditions, and conditions to the parameters of `user.get`.

/** @import { UserFilter, UserGetParams } from 'b24-wasm' */
/** @import { Query } from './state.js' */

import { date } from './format.js'
import { PAGE_SIZE } from './state.js'

/**
 * One condition of a query.
 *
 * @typedef {object} Condition
 * @property {string} label for the user
 * @property {UserFilter} filter of `user.get`
 * @property {Partial<Query>} reset the changes of the query that remove it
 */

/**
 * Returns the conditions of a query.
 *
 * @param {Query} query
 * @returns {Condition[]}
 */
export function conditions(query) {
  const { text, cities, status, department, gender } = query
  /** @type {(Condition | false)[]} */
  const all = [
    text !== '' && {
      label: `Search: ${text}`,
      filter: { NAME_SEARCH: text },
      reset: { text: '' },
    },
    status !== 'all' && {
      label: status === 'active' ? 'Active' : 'Dismissed',
      filter: { ACTIVE: status === 'active' },
      reset: { status: 'all' },
    },
    query.lastName !== '' && lastName(query),
    cities.length > 0 && {
      label: `City: ${cities.join(', ')}`,
      filter: { '@PERSONAL_CITY': cities },
      reset: { cities: [] },
    },
    department !== undefined && {
      label: `Department ${department}`,
      filter: { '=UF_DEPARTMENT': department },
      reset: { department: undefined },
    },
    gender !== 'any' && {
      label: gender === 'F' ? 'Female' : 'Male',
      filter: { '=PERSONAL_GENDER': gender },
      reset: { gender: 'any' },
    },
    (query.from !== '' || query.to !== '') && dates(query),
  ]
  return all.filter((condition) => condition !== false)
}

/**
 * @param {Query} query
 * @returns {Condition}
 */
function lastName({ lastName, lastNameTest }) {
  const reset = { lastName: '' }
  switch (lastNameTest) {
    case 'contains':
      return {
        label: `Last name contains “${lastName}”`,
        filter: { '%LAST_NAME': lastName },
        reset,
      }
    case 'notContains':
      return {
        label: `Last name does not contain “${lastName}”`,
        filter: { '!%LAST_NAME': lastName },
        reset,
      }
    case 'startsWith':
      return {
        label: `Last name starts with “${lastName}”`,
        filter: { '=%LAST_NAME': `${lastName}%` },
        reset,
      }
  }
}

/**
 * @param {Query} query
 * @returns {Condition}
 */
function dates({ dateField, from, to }) {
  const [what, filter] =
    dateField === 'PERSONAL_BIRTHDAY'
      ? [
          'Born',
          {
            ...(from !== '' && { '>=PERSONAL_BIRTHDAY': from }),
            ...(to !== '' && { '<=PERSONAL_BIRTHDAY': to }),
          },
        ]
      : [
          'Registered',
          {
            ...(from !== '' && { '>=DATE_REGISTER': from }),
            ...(to !== '' && { '<=DATE_REGISTER': to }),
          },
        ]
  const limits = [from && `from ${date(from)}`, to && `until ${date(to)}`]
  return {
    label: [what, ...limits].filter(Boolean).join(' '),
    filter,
    reset: { from: '', to: '' },
  }
}

/**
 * Returns the parameters of `user.get` for a query.
 *
 * @param {Query} query
 * @returns {UserGetParams}
 */
export function callParams(query) {
  const filters = conditions(query).map((condition) => condition.filter)
  return {
    ...(filters.length > 0 && { filter: Object.assign({}, ...filters) }),
    ...(query.sort && { sort: query.sort, order: query.order }),
    ...(query.page > 1 && { start: (query.page - 1) * PAGE_SIZE }),
    IMAGE_RESIZE: 'small',
  }
}
