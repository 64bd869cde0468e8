// A client of the emulator's control address.

import { Push } from './push.js'

/**
 * A request to the portal's REST, as the emulator recorded it.
 *
 * @typedef {object} RecordedRequest
 * @property {string} method of HTTP
 * @property {string} path without the query
 * @property {string} query without the question mark; empty if there is none
 * @property {string | null} content_type
 * @property {string | null} origin
 * @property {string} body
 * @property {number} status of the response; 0 if there was none
 * @property {boolean} preflight whether it is a CORS preflight
 */

/**
 * A fault of the emulator, by its name.
 *
 * @typedef {object} Fault
 * @property {string} name
 * @property {string} [method] the affected REST method; by default all
 * @property {number} [skip] the number of calls before the first affected one
 * @property {number} [times] the number of affected calls; by default unlimited
 * @property {string} [code] the error of the fault `error`
 * @property {string} [description] of an error, instead of the portal's
 * @property {number} [status] of an error, instead of the portal's
 * @property {boolean} [executed] whether the portal runs the call before its response is replaced
 */

/**
 * A fresh access token.
 *
 * @typedef {object} IssuedToken
 * @property {string} access_token
 * @property {string} refresh_token
 * @property {number} expires_in seconds
 * @property {string} domain of the portal, with its port
 */

/** Configures, reads and resets a running emulator. */
export class Control {
  #origin

  /** The push server. */
  push = new Push((method, name, body) => this.#send(method, name, body))

  /** @param {string} origin of the portal */
  constructor(origin) {
    this.#origin = origin
  }

  /**
   * Returns the requests since the start or the last {@link clear}, in order.
   *
   * @returns {Promise<RecordedRequest[]>}
   */
  requests() {
    return this.#send('GET', 'requests')
  }

  /** Removes the recorded requests. */
  async clear() {
    await this.#send('DELETE', 'requests')
  }

  /**
   * Changes the given settings and returns all settings.
   *
   * @param {Record<string, unknown>} [changes]
   * @returns {Promise<Record<string, unknown>>}
   */
  settings(changes) {
    return changes ? this.#send('PATCH', 'settings', changes) : this.#send('GET', 'settings')
  }

  /**
   * Adds a fault.
   *
   * @param {Fault} fault
   */
  async fault(fault) {
    await this.#send('POST', 'faults', fault)
  }

  /**
   * Returns the names of all faults: of requests, of the handshake, and of a refresh of the token.
   *
   * @returns {Promise<Record<'requests' | 'handshake' | 'refresh', string[]>>}
   */
  faultNames() {
    return this.#send('GET', 'faults')
  }

  /** Removes every fault. */
  async clearFaults() {
    await this.#send('DELETE', 'faults')
  }

  /** Expires all issued access tokens. */
  async expireTokens() {
    await this.#send('POST', 'expire-tokens')
  }

  /**
   * Issues an access token for a test without a frame.
   *
   * @param {number} [user] by default the administrator
   * @returns {Promise<IssuedToken>}
   */
  token(user) {
    return this.#send('POST', 'token', user === undefined ? undefined : { user })
  }

  /**
   * Returns the identifiers of all users but bots, and the names of all departments.
   *
   * @returns {Promise<{ ids: number[], departments: string[] }>}
   */
  company() {
    return this.#send('GET', 'company')
  }

  /** Restores the initial company, settings, faults, records, limits and tokens. */
  async reset() {
    await this.#send('POST', 'reset')
  }

  /**
   * @param {string} method
   * @param {string} name
   * @param {unknown} [body]
   * @returns {Promise<any>} the parsed response, or undefined if it is empty
   */
  async #send(method, name, body) {
    const response = await fetch(new URL(`/control/${name}`, this.#origin), {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    const text = await response.text()
    if (!response.ok) {
      throw new Error(`${method} /control/${name}: ${response.status} ${text}`)
    }
    return text === '' ? undefined : JSON.parse(text)
  }
}
