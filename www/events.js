// The events part: orders that users change together, and the connection over which they arrive.

/** @import { B24, EventsState } from 'b24-wasm' */
/** @import { Deal } from './deal-data.js' */

import { Currencies } from 'b24-wasm/helpers'

import { blockSockets } from './blocked-socket.js'
import { byId, create } from './dom.js'
import { known, showError } from './errors.js'
import { time } from './format.js'
import { OrderList } from './order-list.js'
import { orderId, raise, readChange, readOrders } from './orders.js'

/** The event after each change of an order. Its parameter is the order's identifier. */
const CHANGED = 'order.changed'

/** The names of the transports. */
const TRANSPORTS = { socket: 'socket', polling: 'long polling' }

/**
 * Shows the orders, and connects.
 *
 * @param {B24} b24
 */
export async function showEvents(b24) {
  const error = byId('events-error', HTMLElement)
  error.replaceChildren()
  try {
    const [currencies, orders] = await Promise.all([Currencies.load(b24), readOrders(b24)])
    new Events(b24, currencies, orders).connect()
  } catch (reason) {
    showError(error, known(reason), () => void showEvents(b24))
  }
}

/** The orders, which follow the events. */
class Events {
  #b24
  #currencies
  #orders
  #log = byId('events-log', HTMLElement)
  #error = byId('events-error', HTMLElement)
  #state = byId('events-state', HTMLElement)
  #running = new AbortController()
  /** The subscriptions, each of which begins when the one before has ended. */
  #subscribed = Promise.resolve()
  /** The reads of orders, one after the other so that the last one shows the newest state. */
  #reads = Promise.resolve()

  /**
   * @param {B24} b24
   * @param {Currencies} currencies
   * @param {Deal[]} orders
   */
  constructor(b24, currencies, orders) {
    this.#b24 = b24
    this.#currencies = currencies
    this.#orders = new OrderList(byId('orders', HTMLElement), currencies, (order) =>
      this.#change(order),
    )
    this.#orders.show(orders)
    const block = byId('block-sockets', HTMLInputElement)
    block.addEventListener('change', () => {
      blockSockets(block.checked)
      this.connect()
    })
  }

  /** Closes the connection and subscribes again, with the sockets that the page has now. */
  connect() {
    this.#running.abort()
    const { signal } = (this.#running = new AbortController())
    this.#subscribed = this.#subscribed.then(() => this.#subscribe(signal))
  }

  /** @param {AbortSignal} signal */
  async #subscribe(signal) {
    const { events } = this.#b24
    this.#error.replaceChildren()
    try {
      await events.close()
      await events.onState((state) => this.#showState(state))
      await events.onMissed(() => this.#readAgain())
      await events.on('application', CHANGED, (params) => this.#follow(params), { signal })
    } catch (error) {
      if (signal.aborted) return
      showError(this.#error, known(error), () => this.connect())
    }
  }

  /**
   * Changes an order, and sends the event to all users who have the app open.
   *
   * @param {Deal} order
   */
  async #change(order) {
    this.#error.replaceChildren()
    try {
      this.#orders.update(await raise(this.#b24, order))
      await this.#b24.events.send(CHANGED, { id: order.id })
    } catch (error) {
      showError(this.#error, known(error))
    }
  }

  /**
   * Reads the order of an event again. The event is a hint: what is shown is what the portal has.
   *
   * @param {unknown} params
   */
  #follow(params) {
    const id = orderId(params)
    if (id === undefined || !this.#orders.has(id)) return
    this.#read(async () => {
      const { order, editor } = await readChange(this.#b24, id)
      this.#orders.update(order, editor)
      const amount = this.#currencies.format(order.amount, order.currency, 'en-GB')
      this.#note(create('b', {}, editor), ` changed ${order.title} to ${amount}`)
    })
  }

  /** Reads all orders again, since events may be missing. */
  #readAgain() {
    this.#read(async () => {
      this.#orders.show(await readOrders(this.#b24))
      this.#note('Events may have been missed, so all orders were read again')
    })
  }

  /** @param {() => Promise<void>} read */
  #read(read) {
    this.#reads = this.#reads.then(read).catch((error) => showError(this.#error, known(error)))
  }

  /** @param {EventsState} state */
  #showState({ status, transport, reason }) {
    const by = transport ? ` by ${TRANSPORTS[transport]}` : ''
    const why = reason ? ` (${reason})` : ''
    this.#state.dataset['status'] = status
    this.#state.textContent = `${status}${by}${why}`
  }

  /**
   * Adds a line at the top of the log.
   *
   * @param {...(Node | string)} children
   */
  #note(...children) {
    this.#log.querySelector('.none')?.remove()
    const at = create('span', { class: 'quiet' }, time(new Date()))
    this.#log.prepend(create('li', {}, at, create('span', {}, ...children)))
  }
}
