// The deals part: a board by stage, the funnel, and the opened deal.

/** @import { B24 } from 'b24-wasm' */
/** @import { Deal, Pipeline } from './deal-data.js' */

import { Currencies } from 'b24-wasm/helpers'

import { Board } from './deal-board.js'
import { changeDeal, readDeal, readPipeline, readPipelines } from './deal-data.js'
import { DealEditor } from './deal-editor.js'
import { showFunnel } from './deal-funnel.js'
import { byId } from './dom.js'
import { known, showError } from './errors.js'
import { counted } from './format.js'

/**
 * Reads what all pipelines share, and shows the first one.
 *
 * @param {B24} b24
 */
export async function showDeals(b24) {
  const error = byId('deals-error', HTMLElement)
  error.replaceChildren()
  try {
    const [currencies, pipelines] = await Promise.all([Currencies.load(b24), readPipelines(b24)])
    const select = byId('pipeline', HTMLSelectElement)
    select.replaceChildren(...pipelines.map(({ id, name }) => new Option(name, String(id))))
    const deals = new Deals(b24, currencies)
    select.addEventListener('change', () => void deals.show(Number(select.value)))
    await deals.show(Number(select.value))
  } catch (reason) {
    showError(error, known(reason), () => void showDeals(b24))
  }
}

/** The deals of one pipeline. */
class Deals {
  #b24
  #board
  #editor
  #status = byId('deals-status', HTMLElement)
  #error = byId('deals-error', HTMLElement)
  #reading = new AbortController()
  /** @type {Pipeline | undefined} */
  #pipeline
  /** The moves, which are sent one after the other so that the last one of a deal wins. */
  #moves = Promise.resolve()

  /**
   * @param {B24} b24
   * @param {Currencies} currencies
   */
  constructor(b24, currencies) {
    this.#b24 = b24
    this.#editor = new DealEditor(b24, currencies, (deal) => this.#replace(deal))
    this.#board = new Board(
      byId('board', HTMLElement),
      currencies,
      (id, stage) => this.#move(id, stage),
      (id) => this.#open(id),
    )
  }

  /** @param {number} category */
  async show(category) {
    this.#reading.abort()
    const { signal } = (this.#reading = new AbortController())
    const board = byId('board', HTMLElement)
    board.setAttribute('aria-busy', 'true')
    this.#error.replaceChildren()
    this.#status.textContent = 'Reading the deals…'
    try {
      const pipeline = await readPipeline(this.#b24, category, signal)
      const deals = counted(pipeline.deals.length, 'deal')
      this.#status.textContent = `${deals}, read in ${counted(pipeline.requests, 'request')}.`
      this.#pipeline = pipeline
      this.#editor.close()
      this.#board.mark(0)
      this.#board.show(pipeline)
      this.#showFunnel()
      board.removeAttribute('aria-busy')
    } catch (error) {
      if (signal.aborted) return
      board.removeAttribute('aria-busy')
      this.#status.textContent = ''
      showError(this.#error, known(error), () => void this.show(category))
    }
  }

  /** @param {number} id */
  #open(id) {
    this.#board.mark(id)
    void this.#editor.open(id)
  }

  /**
   * Shows a deal in its new stage at once. After an error it is read again, since the portal may have
   * moved it all the same.
   *
   * @param {number} id
   * @param {string} stage
   */
  #move(id, stage) {
    const deal = this.#find(id)
    if (!deal || deal.stage === stage) return
    this.#error.replaceChildren()
    this.#replace({ ...deal, stage })
    this.#moves = this.#moves.then(async () => {
      try {
        this.#editor.changed(await changeDeal(this.#b24, id, { STAGE_ID: stage }))
      } catch (error) {
        const read = await readDeal(this.#b24, id).catch(() => undefined)
        // A later move of the deal is still to be sent.
        if (this.#find(id)?.stage === stage) this.#replace(read ?? deal)
        showError(this.#error, known(error))
      }
    })
  }

  /** @param {number} id */
  #find(id) {
    return this.#pipeline?.deals.find((deal) => deal.id === id)
  }

  /**
   * Shows a newer state of a deal.
   *
   * @param {Deal} deal
   */
  #replace(deal) {
    const { deals = [] } = this.#pipeline ?? {}
    const at = deals.findIndex(({ id }) => id === deal.id)
    const before = deals[at]
    if (!before) return
    deals[at] = deal
    for (const stage of new Set([before.stage, deal.stage])) this.#board.update(stage)
    this.#showFunnel()
  }

  #showFunnel() {
    const { stages = [], deals = [] } = this.#pipeline ?? {}
    const note = byId('funnel-note', HTMLElement)
    showFunnel(byId('funnel', HTMLElement), note, stages, deals)
  }
}
