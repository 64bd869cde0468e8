// The parameters that all contestants share.

/** A filter of 20 conditions, of every kind that a form and JSON encode alike. */
export const FILTER = {
  '>ID': 10,
  '<ID': 1_000_000,
  '!ID': [11, 12, 13],
  '%NAME': 'an',
  '!%NAME': 'xyz',
  '%LAST_NAME': 'Иван',
  '!%LAST_NAME': 'a&b=c',
  '%SECOND_NAME': 'ov',
  '@PERSONAL_CITY': ['New York', 'Los Angeles', 'Санкт-Петербург'],
  PERSONAL_GENDER: 'F',
  '%PERSONAL_STREET': 'Main Street',
  '!PERSONAL_COUNTRY': '1',
  '%WORK_POSITION': 'Manager',
  '!%WORK_POSITION': 'Intern',
  '%WORK_CITY': 'York',
  '%WORK_PHONE': '+7 (495)',
  '%EMAIL': '@example.com',
  '>=DATE_REGISTER': '2020-01-01T00:00:00+03:00',
  '<=DATE_REGISTER': '2026-12-31T23:59:59+03:00',
  UF_DEPARTMENT: [3, 4, 5],
}

/**
 * 50 commands by name: method and parameters.
 *
 * @type {Record<string, [method: string, params: Record<string, unknown>]>}
 */
export const COMMANDS = Object.fromEntries(
  numbers(50).map((number) => [`deal${number}`, ['crm.deal.get', { ID: number }]]),
)

/** @param {number} count */
export function numbers(count) {
  return Array.from({ length: count }, (_, index) => index + 1)
}
