// The push server of the emulator, through its control address.

/**
 * A connection attempt.
 *
 * @typedef {object} PushAttempt
 * @property {number} at unix milliseconds
 * @property {'socket' | 'polling'} transport
 * @property {string} path of the address
 * @property {string | null} origin the header
 * @property {Record<string, string>} parameters of the query; secrets are `***`
 * @property {boolean} open
 * @property {number | null} code of the close frame, or the status of a response; 1006 if the
 * connection was dropped, 499 if the client aborted the request
 * @property {'server' | 'client' | null} ended_by
 * @property {number | null} ended_at unix milliseconds
 * @property {number} frames the number of frames with messages
 * @property {string[]} mids of its messages
 * @property {string[]} received the text frames of the client
 * @property {string[]} unacknowledged the mids that lack a `mack` of version 5
 */

/**
 * The switches of the push server; `docs/emulator.md` explains them.
 *
 * @typedef {object} PushSettings
 * @property {number} version
 * @property {string} mode `personal` or `shared`
 * @property {boolean} configured
 * @property {boolean} server_enabled
 * @property {boolean} websocket_enabled
 * @property {number} config_timestamp
 * @property {number} revision_web
 * @property {boolean} no_channels
 * @property {number} config_lifetime seconds
 * @property {number} channel_lifetime seconds
 * @property {number} delivery_ms
 * @property {number} gather_ms
 * @property {number} hold_ms
 * @property {number | null} ping_ms
 * @property {Partial<PushFaults>} faults
 */

/**
 * The faults of the push server.
 *
 * @typedef {object} PushFaults
 * @property {boolean} refuse_sockets
 * @property {boolean} refuse_polling
 * @property {number | null} reject_code
 * @property {number} handshake_ms
 * @property {number | null} connects_per_minute
 * @property {number | null} drop_after messages
 * @property {number | null} drop_after_ms
 * @property {boolean} silent
 * @property {number} delay_ms
 * @property {boolean} repeat
 * @property {boolean} garbage
 * @property {boolean} no_cors
 * @property {boolean} html
 */

/**
 * What the push server sends. With `raw` the other members do not matter.
 *
 * @typedef {object} PushItem
 * @property {string} [raw] text that all connections get as it is
 * @property {string} [app] the client id of the app; by default the emulator's
 * @property {number[]} [users] the receivers; by default all users of the app
 * @property {string} [module_id] by default `application`
 * @property {string} [command] by default `test`
 * @property {unknown} [params]
 * @property {Record<string, unknown>} [extra] members of `extra` instead of the portal's
 * @property {{ client?: boolean, id?: string }} [sender] by default the portal
 * @property {Record<string, unknown>} [user_params] of version 5
 * @property {Record<string, unknown>} [dictionary] of version 5
 * @property {number} [padding] the number of characters of a parameter `padding`
 */

/** Configures and reads the push server of a running emulator. */
export class Push {
  #send

  /** @param {(method: string, name: string, body?: unknown) => Promise<any>} send to `/control/` */
  constructor(send) {
    this.#send = send
  }

  /**
   * Changes the given settings and returns all settings of the push server.
   *
   * @param {Partial<PushSettings>} [changes]
   * @returns {Promise<PushSettings>}
   */
  async settings(changes) {
    const { push } = await (changes
      ? this.#send('PATCH', 'settings', { push: changes })
      : this.#send('GET', 'settings'))
    return push
  }

  /**
   * Sends messages in one frame.
   *
   * @param {PushItem[]} items
   */
  async send(...items) {
    await this.#act({ send: items })
  }

  /**
   * Sends a control message of the module `pull` to all users of the app.
   *
   * @param {'config_expire' | 'server_restart'} command
   */
  async command(command) {
    await this.send({ module_id: 'pull', command })
  }

  /**
   * Ends a channel, and sends its clients `channel_expire`.
   *
   * @param {'get_config' | 'reconnect'} action
   * @param {number} [user] of the channel; by default it is the shared one
   */
  async expire(action, user) {
    await this.#act({ expire: { action, user } })
  }

  /** Makes all channels and tokens unknown: whoever connects with them gets 4010. */
  async revoke() {
    await this.#act({ revoke: true })
  }

  /**
   * Drops all connections without a close frame.
   *
   * @param {PushItem[]} missed messages that are sent while nobody is connected
   */
  async drop(...missed) {
    await this.#act({ drop: true, send: missed })
  }

  /**
   * Closes all sockets.
   *
   * @param {number} code
   * @param {string} [reason]
   */
  async close(code, reason = '') {
    await this.#act({ close: { code, reason } })
  }

  /**
   * Returns the connection attempts since the start or the last {@link clear}, in order.
   *
   * @returns {Promise<PushAttempt[]>}
   */
  async attempts() {
    return (await this.#send('GET', 'push')).attempts
  }

  /**
   * Returns the number of open connections.
   *
   * @returns {Promise<number>}
   */
  async open() {
    return (await this.#send('GET', 'push')).open
  }

  /** Removes the attempts that have ended. */
  async clear() {
    await this.#send('DELETE', 'push')
  }

  /**
   * Returns the secrets of all configurations: parts of channel ids, tokens, the licence code.
   *
   * @returns {Promise<string[]>}
   */
  secrets() {
    return this.#send('GET', 'push/secrets')
  }

  /** @param {Record<string, unknown>} actions */
  async #act(actions) {
    await this.#send('POST', 'push', actions)
  }
}
