// A page or a frame of an engine: the part of Playwright's API that the tests use.

import { eventually } from '../eventually.js'
import { codec } from './codec.js'
import { Locator } from './locator.js'

/**
 * A document of the browser, as the protocol of an engine addresses it.
 *
 * @typedef {object} Realm
 * @property {(source: string) => Promise<string>} run calls an async function, given as text, in the
 * document, and returns the text that it resolves to
 * @property {(css: string) => Realm} child the document in the first frame that matches the selector
 */

/**
 * A tab of the browser.
 *
 * @typedef {object} Tab
 * @property {Realm} realm
 * @property {(address: string) => Promise<unknown>} navigate
 * @property {() => Promise<unknown>} close
 * @property {(listener: (message: Message) => void) => void} onMessage adds a listener of what scripts
 * log and fail to catch
 */

/** @typedef {{ kind: 'console' | 'pageerror', level: string, text: string }} Message */

const { encode, decode } = codec()

/** A frame. Its document is found again by each call. */
export class EngineFrame {
  #realm

  /** @param {Realm} realm */
  constructor(realm) {
    this.#realm = realm
  }

  /**
   * Calls a function in the document.
   *
   * @param {string | ((arg: any) => unknown)} work
   * @param {unknown} [arg]
   */
  async evaluate(work, arg) {
    const source = `async () => {
      const { encode, decode } = (${codec})()
      return encode(await (${work})(decode(${JSON.stringify(encode(arg))})))
    }`
    return decode(await this.#realm.run(source))
  }

  /** @param {string} css */
  frameLocator(css) {
    return new EngineFrame(this.#realm.child(css))
  }

  /** @param {string} css @param {{ hasText?: string | RegExp }} [options] */
  locator(css, options) {
    return new Locator(this, []).locator(css, options)
  }

  /** @param {string | RegExp} text @param {{ exact?: boolean }} [options] */
  getByText(text, options) {
    return new Locator(this, []).getByText(text, options)
  }

  /**
   * Waits until the selector matches a frame, and returns the element.
   *
   * @param {string} css
   */
  async waitForSelector(css) {
    await this.locator(css).first().waitFor()
    return { contentFrame: () => this.frameLocator(css) }
  }

  /** @param {() => unknown} condition */
  async waitForFunction(condition) {
    await eventually(async () => {
      if (!(await this.evaluate(condition))) throw new Error(`still false: ${condition}`)
    })
  }

  /**
   * Waits until the document has an expected address and is loaded.
   *
   * @param {RegExp | ((url: URL) => boolean)} expected
   */
  async waitForURL(expected) {
    const isExpected =
      typeof expected === 'function'
        ? expected
        : (/** @type {URL} */ { href }) => expected.test(href)
    await eventually(async () => {
      const [href, state] = await this.evaluate(() => [location.href, document.readyState])
      if (state !== 'complete' || !isExpected(new URL(href))) throw new Error(`${state}: ${href}`)
    })
  }
}

/** A tab. */
export class EnginePage extends EngineFrame {
  #tab

  /** @param {Tab} tab */
  constructor(tab) {
    super(tab.realm)
    this.#tab = tab
  }

  /** @param {string} address */
  async goto(address) {
    await this.#tab.navigate(address)
    await this.waitForURL(({ protocol }) => protocol !== 'about:')
  }

  close = () => this.#tab.close()
  title = () => this.evaluate(() => document.title)
  setDefaultTimeout() {}

  /**
   * @param {'console' | 'pageerror'} event
   * @param {(message: any) => void} listener
   */
  on(event, listener) {
    if (event !== 'console' && event !== 'pageerror') {
      throw new Error(`the event "${event}" exists in Chromium only`)
    }
    this.#tab.onMessage(({ kind, level, text }) => {
      if (kind !== event) return
      if (kind === 'pageerror') listener({ stack: text })
      else listener({ args: () => [text], text: () => text, type: () => level })
    })
  }
}
