// A connection of WebDriver BiDi: commands and events as JSON over a WebSocket.

import { once } from 'node:events'

import { WebSocket } from 'ws'

/** @typedef {(params: any) => void} Listener */

/** A session with a browser. */
export class BidiSession {
  #socket
  #lastId = 0
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #pending = new Map()
  /** @type {Listener[]} */
  #listeners = []

  /** @param {WebSocket} socket */
  constructor(socket) {
    this.#socket = socket
    socket.on('message', (data) => this.#receive(JSON.parse(String(data))))
    socket.on('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('the browser has exited'))
    })
  }

  /** @param {string} address */
  static async connect(address) {
    const socket = new WebSocket(address)
    await once(socket, 'open')
    const session = new BidiSession(socket)
    await session.send('session.new', { capabilities: {} })
    await session.send('session.subscribe', { events: ['log.entryAdded'] })
    return session
  }

  /**
   * Sends a command and returns its result.
   *
   * @param {string} method
   * @param {object} params
   * @returns {Promise<any>}
   */
  send(method, params) {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
  }

  /** Adds a listener of what pages log. @param {Listener} listener */
  onLog(listener) {
    this.#listeners.push(listener)
  }

  /** @param {any} message */
  #receive({ type, id, result, message, error, method, params }) {
    if (method === 'log.entryAdded') for (const listener of this.#listeners) listener(params)
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (type === 'error') pending?.reject(new Error(`${error}: ${message}`))
    else pending?.resolve(result)
  }
}
