// A session of WebDriver: commands over HTTP, one at a time.

/** A session with a browser. */
export class WebDriverSession {
  #address
  /** The window and the frames that the next command is sent to. */
  #current = ''
  /** @type {Promise<unknown>} */
  #last = Promise.resolve()

  /** @param {string} address of the session */
  constructor(address) {
    this.#address = address
  }

  /**
   * @param {string} driver the address of the driver
   * @param {object} capabilities
   */
  static async start(driver, capabilities) {
    const { sessionId } = await send('POST', `${driver}/session`, {
      capabilities: { alwaysMatch: capabilities },
    })
    return new WebDriverSession(`${driver}/session/${sessionId}`)
  }

  end = () => this.#inTurn(() => send('DELETE', this.#address))

  /** Opens a window and returns its handle. */
  open() {
    return this.#inTurn(async () => (await this.#post('window/new', { type: 'window' })).handle)
  }

  /** @param {string} window @param {string} url */
  navigate(window, url) {
    return this.#inTurn(async () => {
      await this.#switchTo(window, [])
      await this.#post('url', { url })
    })
  }

  /** @param {string} window */
  close(window) {
    return this.#inTurn(async () => {
      await this.#switchTo(window, [])
      const [next] = await send('DELETE', `${this.#address}/window`)
      await this.#post('window', { handle: next })
      this.#current = ''
    })
  }

  /**
   * Runs the body of a function in a document.
   *
   * @param {string} window
   * @param {string[]} frames the selectors that lead from the window to the document
   * @param {string} script
   */
  execute(window, frames, script) {
    return this.#inTurn(async () => {
      await this.#switchTo(window, frames)
      try {
        return await this.#post('execute/sync', { script, args: [] })
      } catch (error) {
        // The frame may have been replaced by another.
        this.#current = ''
        throw error
      }
    })
  }

  /** @param {string} window @param {string[]} frames */
  async #switchTo(window, frames) {
    const wanted = JSON.stringify([window, frames])
    if (this.#current === wanted) return
    this.#current = ''
    await this.#post('window', { handle: window })
    for (const css of frames) {
      const script = `return document.querySelector(${JSON.stringify(css)})`
      const frame = await this.#post('execute/sync', { script, args: [] })
      if (frame === null) throw new Error(`no frame matches ${css}`)
      await this.#post('frame', { id: frame })
    }
    this.#current = wanted
  }

  /** @param {string} command @param {object} body */
  #post(command, body) {
    return send('POST', `${this.#address}/${command}`, body)
  }

  /**
   * Runs work after all earlier work.
   *
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  #inTurn(work) {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => {})
    return turn
  }
}

/**
 * @param {string} method
 * @param {string} address
 * @param {object} [body]
 * @returns {Promise<any>}
 */
async function send(method, address, body) {
  const response = await fetch(address, { method, body: body && JSON.stringify(body) })
  const { value } = await response.json()
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
  return value
}
