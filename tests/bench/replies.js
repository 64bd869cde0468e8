// The generated replies to all contestants. A contestant that imported them would generate them at its start.

import { numbers } from './params.js'

const TIME = {
  start: 1795682983.12,
  finish: 1795682983.15,
  duration: 0.03,
  processing: 0.02,
  date_start: '2026-11-26T11:49:43+03:00',
  date_finish: '2026-11-26T11:49:43+03:00',
  operating_reset_at: 1795683540,
  operating: 0,
}

/** A reply whose result is an empty list. */
export const EMPTY_REPLY = JSON.stringify({ result: [], time: TIME })

/** A reply with 50 deals of 60 fields, as texts, the way PHP sends them. */
export const DEALS_REPLY = JSON.stringify({
  result: numbers(50).map(deal),
  next: 50,
  total: 1234,
  time: TIME,
})

/** The reply to the 50 commands: deals of six fields. */
export const BATCH_REPLY = JSON.stringify({
  result: {
    result: byName((number) => Object.fromEntries(Object.entries(deal(number)).slice(0, 6))),
    result_error: [],
    result_total: [],
    result_next: [],
    result_time: byName(() => TIME),
  },
  time: TIME,
})

/**
 * @template T
 * @param {(number: number) => T} make
 */
function byName(make) {
  return Object.fromEntries(numbers(50).map((number) => [`deal${number}`, make(number)]))
}

/** @param {number} number */
function deal(number) {
  const fields = [
    ['ID', `${number}`],
    ['TITLE', `Сделка № ${number} "Поставка"`],
    ['STAGE_ID', 'C1:NEW'],
    ['OPPORTUNITY', `${number * 1000}.00`],
    ['CURRENCY_ID', 'RUB'],
    ['DATE_CREATE', '2026-11-26T11:49:43+03:00'],
    ['CLOSED', 'N'],
    ['COMMENTS', null],
  ]
  const custom = numbers(60 - fields.length).map((field) => [
    `UF_CRM_${1_600_000_000 + field}`,
    field % 3 === 0 ? '' : `value ${field} of deal ${number}`,
  ])
  return Object.fromEntries([...fields, ...custom])
}
