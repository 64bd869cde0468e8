// The deals of a pipeline: its stages, its deals, and the names of the people.

/** @import { B24 } from 'b24-wasm' */

/** The fields that the board shows. */
export const FIELDS = [
  'ID',
  'TITLE',
  'STAGE_ID',
  'OPPORTUNITY',
  'CURRENCY_ID',
  'ASSIGNED_BY_ID',
  'DATE_MODIFY',
]

/**
 * @typedef {object} Deal
 * @property {number} id
 * @property {string} title
 * @property {string} stage
 * @property {number} amount
 * @property {string} currency
 * @property {number} person who is responsible
 * @property {string} modified the time of the last change
 */

/**
 * @typedef {object} Stage
 * @property {string} id
 * @property {string} name
 * @property {string} color
 * @property {'open' | 'won' | 'lost'} meaning
 */

/**
 * @typedef {object} Pipeline
 * @property {Stage[]} stages in order
 * @property {Deal[]} deals the newest first
 * @property {Map<number, string>} names of the people who are responsible
 * @property {number} requests that the list of deals needed
 */

/**
 * Returns the pipelines of deals; the default one has the number 0.
 *
 * @param {B24} b24
 */
export async function readPipelines(b24) {
  const { result } = await b24.crm.category.list({ entityTypeId: 2 })
  return result.categories.map(({ id, name }) => ({ id: Number(id), name: String(name) }))
}

/**
 * Reads a pipeline: its stages, all of its deals, and who is responsible for them.
 *
 * @param {B24} b24
 * @param {number} category
 * @param {AbortSignal} signal
 * @returns {Promise<Pipeline>}
 */
export async function readPipeline(b24, category, signal) {
  const ENTITY_ID = category ? `DEAL_STAGE_${category}` : 'DEAL_STAGE'
  let requests = 0
  const list = b24.list(
    'crm.deal.list',
    { filter: { CATEGORY_ID: category }, select: FIELDS },
    { signal, onProgress: (progress) => (requests = progress.requests) },
  )
  const [stages, rows] = await Promise.all([
    b24.crm.status.list({ filter: { ENTITY_ID }, order: { SORT: 'ASC' } }, { signal }),
    list.toArray(),
  ])
  const deals = rows.map(dealOf).reverse()
  const names = await readNames(b24, new Set(deals.map(({ person }) => person)), signal)
  return { stages: stages.result.map(stageOf), deals, names, requests }
}

/**
 * Changes fields of a deal, and returns the deal as it is then.
 *
 * @param {B24} b24
 * @param {number} id
 * @param {Record<string, string | number>} fields
 */
export async function changeDeal(b24, id, fields) {
  const outcomes = await b24.batch(
    { changed: ['crm.deal.update', { id, fields }], deal: ['crm.deal.get', { id }] },
    { haltOnError: true },
  )
  if (!outcomes.changed.ok) throw outcomes.changed.error
  if (!outcomes.deal.ok) throw outcomes.deal.error
  return dealOf(outcomes.deal.result)
}

/**
 * Reads a deal.
 *
 * @param {B24} b24
 * @param {number} id
 */
export async function readDeal(b24, id) {
  return dealOf((await b24.crm.deal.get({ id })).result)
}

/**
 * Returns the sums of deals by currency, in the order of the codes.
 *
 * @param {readonly Deal[]} deals
 */
export function sums(deals) {
  /** @type {Map<string, number>} */
  const totals = new Map()
  for (const { currency, amount } of deals) {
    totals.set(currency, (totals.get(currency) ?? 0) + amount)
  }
  return [...totals].sort(([one], [other]) => one.localeCompare(other))
}

/**
 * Returns a row of `crm.deal.list`, or the result of `crm.deal.get`, as a deal.
 *
 * @param {Record<string, unknown>} row
 * @returns {Deal}
 */
export function dealOf(row) {
  return {
    id: Number(row['ID']),
    title: String(row['TITLE'] ?? ''),
    stage: String(row['STAGE_ID']),
    amount: Number(row['OPPORTUNITY'] ?? 0),
    currency: String(row['CURRENCY_ID'] ?? ''),
    person: Number(row['ASSIGNED_BY_ID']),
    modified: String(row['DATE_MODIFY']),
  }
}

/**
 * @param {{ STATUS_ID: string, NAME: string, COLOR: string, SEMANTICS: string | null }} row
 * @returns {Stage}
 */
function stageOf({ STATUS_ID, NAME, COLOR, SEMANTICS }) {
  const meaning = SEMANTICS === 'S' ? 'won' : SEMANTICS === 'F' ? 'lost' : 'open'
  return { id: STATUS_ID, name: NAME, color: COLOR, meaning }
}

/**
 * Reads the names of people in one call.
 *
 * @param {B24} b24
 * @param {Set<number>} ids
 * @param {AbortSignal} signal
 */
async function readNames(b24, ids, signal) {
  /** @type {Map<number, string>} */
  const names = new Map()
  if (ids.size === 0) return names
  const { result } = await b24.im.user.list.get({ ID: [...ids] }, { signal })
  for (const [id, person] of result) names.set(id, person?.name || `User ${id}`)
  return names
}
