// The query of the directory.

/** @import { User } from 'b24-wasm' */

/** @typedef {'contains' | 'notContains' | 'startsWith'} TextTest */
/** @typedef {'active' | 'dismissed' | 'all'} Status */
/** @typedef {'any' | 'F' | 'M'} Gender */
/** @typedef {'PERSONAL_BIRTHDAY' | 'DATE_REGISTER'} DateField */

/**
 * A search: conditions, order and page.
 *
 * @typedef {object} Query
 * @property {string} text words to search for; empty for none
 * @property {TextTest} lastNameTest how the last name is compared with `lastName`
 * @property {string} lastName empty for any
 * @property {readonly string[]} cities empty for any
 * @property {Status} status
 * @property {number | undefined} department id of a department
 * @property {Gender} gender
 * @property {DateField} dateField the date that lies between `from` and `to`
 * @property {string} from `YYYY-MM-DD`, or empty for no limit
 * @property {string} to `YYYY-MM-DD`, or empty for no limit
 * @property {keyof User | undefined} sort undefined for the order of the ids
 * @property {'ASC' | 'DESC'} order
 * @property {number} page from 1 on
 */

/** Rows per page, fixed by the portal. */
export const PAGE_SIZE = 50

/**
 * The query of all users, by id.
 *
 * @type {Query}
 */
export const EVERYBODY = Object.freeze({
  text: '',
  lastNameTest: 'contains',
  lastName: '',
  cities: [],
  status: 'all',
  department: undefined,
  gender: 'any',
  dateField: 'PERSONAL_BIRTHDAY',
  from: '',
  to: '',
  sort: undefined,
  order: 'ASC',
  page: 1,
})

/**
 * The initial query: active users.
 *
 * @type {Query}
 */
export const INITIAL_QUERY = Object.freeze({ ...EVERYBODY, status: 'active' })
