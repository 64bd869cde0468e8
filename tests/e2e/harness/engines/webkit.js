// WebKitGTK, by WebDriver.

import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'

import { eventually } from '../eventually.js'
import { EnginePage } from './frame.js'
import { firstMatch, installed, start } from './process.js'
import { WebDriverSession } from './webdriver.js'

/** The longest pause between two polls of a result, in milliseconds. */
const MAX_PAUSE = 20

/** The name under which a document keeps the results of its functions. */
const RESULTS = "[Symbol.for('b24.results')]"

/** Launches WebKit's browser of tests on a display of its own. */
export async function launchWebKit() {
  const server = installed(['Xvfb'], 'xvfb')
  const driverProgram = installed(['WebKitWebDriver'], 'webkit2gtk-driver')
  const display = start(
    server,
    ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const number = await firstMatch(
    /** @type {import('node:stream').Readable} */ (display.child.stdio[3]),
    /(\d+)/,
  )
  const port = await freePort()
  const driver = start(driverProgram, [`--port=${port}`], {
    stdio: 'ignore',
    // WebKit's sandbox does not work for root.
    env: { ...process.env, DISPLAY: `:${number}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  })
  const session = await eventually(() =>
    WebDriverSession.start(`http://127.0.0.1:${port}`, {
      'webkitgtk:browserOptions': { args: ['--automation'] },
    }),
  )
  return {
    newPage: async () => new EnginePage(tab(session, await session.open())),
    async close() {
      await session.end()
      await driver.stop()
      await display.stop()
    },
  }
}

/**
 * @param {WebDriverSession} session
 * @param {string} window
 * @returns {import('./frame.js').Tab}
 */
function tab(session, window) {
  return {
    realm: realm(session, window, []),
    navigate: (address) => session.navigate(window, address),
    close: () => session.close(window),
    // WebDriver has no events.
    onMessage() {},
  }
}

let lastResult = 0

/**
 * @param {WebDriverSession} session
 * @param {string} window
 * @param {string[]} frames
 * @returns {import('./frame.js').Realm}
 */
function realm(session, window, frames) {
  return {
    // The session serves other frames while the function runs.
    async run(source) {
      const id = ++lastResult
      const script = `
        const result = ((window${RESULTS} ??= {})[${id}] = {});
        (${source})().then(
          (value) => { result.value = value },
          (error) => { result.error = String(error) },
        )`
      await session.execute(window, frames, script)
      for (let pause = 1; ; pause = Math.min(pause * 2, MAX_PAUSE)) {
        const result = await session.execute(window, frames, `return window${RESULTS}?.[${id}]`)
        if (!result) throw new Error('the document has been replaced')
        if (result.error !== undefined) throw new Error(result.error)
        if (result.value !== undefined) return result.value
        await setTimeout(pause)
      }
    },
    child: (css) => realm(session, window, [...frames, css]),
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}
