// A client of the push server in Node, without any logic of an SDK.

import { once } from 'node:events'

import WebSocket from 'ws'

import { eventually } from './eventually.js'

/**
 * The parts of the configuration that a client connects with.
 *
 * @typedef {object} PushConfig
 * @property {Record<string, any>} server
 * @property {Record<'shared' | 'private', { id: string, end: string }>} channels
 * @property {string} [clientId]
 * @property {string} [jwt]
 */

/**
 * Calls a method with a token and returns its status and its JSON.
 *
 * @param {import('./portal.js').Portal} portal
 * @param {string} token
 * @param {string} method
 * @param {Record<string, unknown>} [parameters]
 */
export async function callMethod(portal, token, method, parameters = {}) {
  const response = await fetch(`${portal.portal}/rest/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...parameters, auth: token }),
  })
  return { status: response.status, reply: /** @type {any} */ (await response.json()) }
}

/**
 * Returns the configuration of a token's user.
 *
 * @param {import('./portal.js').Portal} portal
 * @param {string} token
 * @returns {Promise<PushConfig>}
 */
export async function pushConfig(portal, token) {
  const { reply } = await callMethod(portal, token, 'pull.application.config.get')
  return reply.result
}

/**
 * Returns an address of the push server.
 *
 * @param {PushConfig} config
 * @param {'websocket' | 'long_polling'} transport
 * @param {Record<string, string>} [query] additional parameters, or others instead
 */
export function pushAddress({ server, channels, clientId, jwt }, transport, query = {}) {
  const address = new URL(server[transport])
  const list = `${channels.private.id}/${channels.shared.id}`
  const own = {
    ...(jwt ? { token: jwt, jsonRpc: 'true' } : { CHANNEL_ID: list }),
    ...(clientId && { clientId }),
  }
  address.search = new URLSearchParams({ ...own, ...query }).toString()
  return address.href
}

/**
 * Opens a socket, which closes at the end of the test.
 *
 * @param {import('node:test').TestContext} context
 * @param {string} address
 */
export async function openSocket(context, address) {
  const client = new PushSocket(address)
  context.after(() => client.socket.terminate())
  await client.opened
  return client
}

/** A socket that keeps what it receives. */
export class PushSocket {
  /**
   * The frames so far: texts, and binary ones as buffers.
   *
   * @type {(string | Buffer)[]}
   */
  frames = []

  /** @param {string} address */
  constructor(address) {
    this.socket = new WebSocket(address)
    this.socket.on('message', (/** @type {Buffer} */ data, /** @type {boolean} */ isBinary) => {
      this.frames.push(isBinary ? data : data.toString())
    })
    this.opened = once(this.socket, 'open')
    // A test need not wait for it.
    this.opened.catch(() => {})
    /** @type {Promise<[number, string]>} the code, and the reason */
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve([code, String(reason)]))
    })
    // An error is followed by the close, and must not end the process.
    this.socket.on('error', () => {})
  }

  /**
   * Waits for a number of frames and returns them.
   *
   * @param {number} count
   */
  receive(count) {
    return eventually(async () => {
      if (this.frames.length < count) throw new Error(`${this.frames.length} of ${count} frames`)
      return this.frames
    })
  }

  /**
   * Waits for a number of messages in text frames and returns them.
   *
   * @param {number} count
   */
  messages(count) {
    return eventually(async () => {
      const messages = this.frames.flatMap((frame) => parseText(String(frame)))
      if (messages.length < count) throw new Error(`${messages.length} of ${count} messages`)
      return messages
    })
  }
}

/**
 * Returns the messages between the marks of a text; those that are broken are left out.
 *
 * @param {string} text
 * @returns {any[]}
 */
export function parseText(text) {
  const pieces = text.split('#!NGINXNMS!#').slice(1)
  return pieces.flatMap((piece) => {
    try {
      return [JSON.parse(piece.split('#!NGINXNME!#')[0] ?? '')]
    } catch {
      return []
    }
  })
}
