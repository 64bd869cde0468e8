// What an app must do by hand to get typed users from the portal's rows.

const DATES = [
  'LAST_LOGIN',
  'DATE_REGISTER',
  'TIMESTAMP_X',
  'LAST_ACTIVITY_DATE',
  'PERSONAL_BIRTHDAY',
  'UF_EMPLOYMENT_DATE',
]

/**
 * Normalizes rows in place: numeric identifiers, booleans, and null for a missing date, which PHP
 * sends as an empty text or an empty object.
 *
 * @param {any[]} users
 */
export function normalizeUsers(users) {
  for (const user of users) {
    user.ID = Number(user.ID)
    user.ACTIVE = user.ACTIVE === true || user.ACTIVE === 'Y'
    user.IS_ONLINE = user.IS_ONLINE === 'Y'
    user.UF_DEPARTMENT = user.UF_DEPARTMENT ? user.UF_DEPARTMENT.map(Number) : []
    for (const name of DATES) {
      const date = user[name]
      if (date !== undefined && (typeof date !== 'string' || date === '')) user[name] = null
    }
  }
  return users
}
