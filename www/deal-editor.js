// The opened deal: its product rows, and a form that does not overwrite the change of another person.

/** @import { B24 } from 'b24-wasm' */
/** @import { Currencies } from 'b24-wasm/helpers' */
/** @import { Deal } from './deal-data.js' */
/** @import { Values } from './deal-conflict.js' */

import { B24 as Client } from 'b24-wasm'

import { merge, same, showConflict } from './deal-conflict.js'
import { changeDeal, dealOf } from './deal-data.js'
import { showProductRows } from './deal-rows.js'
import { byId } from './dom.js'
import { known, showError } from './errors.js'
import { dateTime } from './format.js'

/** The part's card of one deal. */
export class DealEditor {
  #b24
  #currencies
  #onRead
  #form = byId('deal-form', HTMLFormElement)
  #heading = byId('deal-heading', HTMLElement)
  #hint = byId('deal-hint', HTMLElement)
  #title = byId('deal-title', HTMLInputElement)
  #amount = byId('deal-amount', HTMLInputElement)
  #rows = byId('deal-rows', HTMLElement)
  #status = byId('deal-status', HTMLElement)
  #conflict = byId('deal-conflict', HTMLElement)
  #error = byId('deal-error', HTMLElement)
  #opening = new AbortController()
  /**
   * The deal as the form shows it without the person's changes.
   *
   * @type {Deal | undefined}
   */
  #read

  /**
   * @param {B24} b24
   * @param {Currencies} currencies
   * @param {(deal: Deal) => void} onRead called with each newer state of the deal
   */
  constructor(b24, currencies, onRead) {
    this.#b24 = b24
    this.#currencies = currencies
    this.#onRead = onRead
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#save()
    })
  }

  /**
   * Reads and shows a deal.
   *
   * @param {number} id
   */
  async open(id) {
    this.#opening.abort()
    const { signal } = (this.#opening = new AbortController())
    this.close()
    this.#hint.hidden = false
    this.#hint.textContent = 'Reading the deal…'
    try {
      const { deal, rows } = await this.#b24.batch(
        { deal: ['crm.deal.get', { id }], rows: ['crm.deal.productrows.get', { id }] },
        { signal },
      )
      if (!deal.ok) throw deal.error
      if (!rows.ok) throw rows.error
      this.#show(dealOf(deal.result))
      const money = (/** @type {number} */ amount) => this.#money(amount)
      showProductRows(this.#rows, rows.result, money)
      this.#form.hidden = false
      this.#hint.hidden = true
      this.#heading.focus()
    } catch (error) {
      if (signal.aborted) return
      this.#hint.hidden = true
      showError(this.#error, known(error), () => void this.open(id))
    }
  }

  /** Removes the deal. */
  close() {
    this.#read = undefined
    this.#form.hidden = true
    this.#hint.hidden = false
    this.#hint.textContent = 'Open a deal of the board.'
    this.#heading.textContent = 'Deal'
    for (const element of [this.#status, this.#conflict, this.#error]) element.replaceChildren()
  }

  /**
   * Accepts a change by this page, such as of the stage: it is no conflict.
   *
   * @param {Deal} deal
   */
  changed(deal) {
    if (this.#read?.id === deal.id && same(this.#read, deal)) this.#read = deal
  }

  /** Saves the form if nobody has changed the deal since it was read. */
  async #save() {
    const id = this.#read?.id
    if (!id || this.#form.getAttribute('aria-busy') === 'true') return
    this.#error.replaceChildren()
    this.#conflict.replaceChildren()
    this.#status.textContent = 'Saving…'
    this.#form.setAttribute('aria-busy', 'true')
    try {
      const { deal, editor } = await this.#latest(id)
      const read = this.#read
      // Another deal may have been opened meanwhile.
      if (read?.id !== id) return
      if (deal.modified !== read.modified || !same(deal, read)) this.#ask(read, deal, editor)
      else await this.#write(read)
    } catch (error) {
      this.#status.textContent = ''
      showError(this.#error, known(error), () => void this.#save())
    } finally {
      this.#form.removeAttribute('aria-busy')
    }
  }

  /**
   * Reads a deal again, with the person who changed it last, in one request.
   *
   * @param {number} id
   */
  async #latest(id) {
    const { MODIFY_BY_ID } = Client.ref('deal', 'crm.deal.get')
    const { deal, editor } = await this.#b24.batch({
      deal: ['crm.deal.get', { id }],
      editor: ['im.user.get', { ID: MODIFY_BY_ID }],
    })
    if (!deal.ok) throw deal.error
    // The deal can be saved without the name.
    return { deal: dealOf(deal.result), editor: (editor.ok && editor.result.name) || 'Somebody' }
  }

  /**
   * Writes the changed fields. The portal has no update with a condition: a change within the time of
   * this request would be lost.
   *
   * @param {Deal} read
   */
  async #write(read) {
    const { title, amount } = this.#values()
    const fields = {
      ...(title !== read.title && { TITLE: title }),
      // Otherwise the portal computes the amount from the product rows.
      ...(amount !== read.amount && { OPPORTUNITY: amount, IS_MANUAL_OPPORTUNITY: 'Y' }),
    }
    if (Object.keys(fields).length === 0) {
      this.#status.textContent = 'Nothing to save.'
      return
    }
    const saved = await changeDeal(this.#b24, read.id, fields)
    this.#onRead(saved)
    if (this.#read?.id !== read.id) return
    this.#show(saved)
    this.#status.textContent = 'Saved.'
  }

  /**
   * Asks which values to keep.
   *
   * @param {Deal} read
   * @param {Deal} latest
   * @param {string} editor
   */
  #ask(read, latest, editor) {
    const mine = merge(read, this.#values(), latest)
    const close = () => {
      this.#conflict.replaceChildren()
      this.#title.focus()
    }
    this.#status.textContent = ''
    showConflict(this.#conflict, {
      text: `${editor} changed this deal on ${dateTime(latest.modified)}, after you opened it.`,
      mine,
      theirs: latest,
      money: (amount) => this.#money(amount),
      onMine: () => {
        // From now on their values are known; a third change is a conflict again.
        this.#read = latest
        this.#fill(mine)
        close()
        void this.#save()
      },
      onTheirs: () => {
        this.#show(latest)
        this.#onRead(latest)
        this.#status.textContent = 'The form has their values.'
        close()
      },
    })
  }

  /** @param {Deal} deal */
  #show(deal) {
    this.#read = deal
    this.#heading.textContent = deal.title
    byId('deal-currency', HTMLElement).textContent = deal.currency
    this.#fill(deal)
  }

  /** @param {Values} values */
  #fill({ title, amount }) {
    this.#title.value = title
    this.#amount.value = String(amount)
  }

  /** @returns {Values} the person's */
  #values() {
    return { title: this.#title.value.trim(), amount: Number(this.#amount.value) }
  }

  /** @param {number} amount */
  #money(amount) {
    return this.#currencies.format(amount, this.#read?.currency, 'en-GB')
  }
}
