// Firefox, by WebDriver BiDi.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { BidiSession } from './bidi.js'
import { EnginePage } from './frame.js'
import { firstMatch, installed, start } from './process.js'

/** The size of a tab, as Playwright's default. */
const VIEWPORT = { width: 1280, height: 720 }

/** Launches a headless Firefox with a new profile. */
export async function launchFirefox() {
  const program = installed(['firefox-esr', 'firefox'], 'firefox-esr')
  const profile = mkdtempSync(join(tmpdir(), 'b24-firefox-'))
  process.once('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 }))
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0']
  const { child, exit } = start(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const output = /** @type {import('node:stream').Readable} */ (child.stderr)
  const address = await firstMatch(output, /WebDriver BiDi listening on (\S+)/)
  const session = await BidiSession.connect(`${address}/session`)
  return {
    async newPage() {
      const { context } = await session.send('browsingContext.create', { type: 'tab' })
      await session.send('browsingContext.setViewport', { context, viewport: VIEWPORT })
      return new EnginePage(tab(session, context))
    },
    async close() {
      await session.send('browser.close', {})
      await exit
    },
  }
}

/**
 * @param {BidiSession} session
 * @param {string} context
 * @returns {import('./frame.js').Tab}
 */
function tab(session, context) {
  return {
    realm: realm(session, async () => context),
    navigate: (url) => session.send('browsingContext.navigate', { context, url, wait: 'complete' }),
    close: () => session.send('browsingContext.close', { context }),
    onMessage(listener) {
      session.onLog(({ type, level, text, source }) => {
        if (source.context !== context) return
        listener({ kind: type === 'console' ? 'console' : 'pageerror', level, text })
      })
    },
  }
}

/**
 * @param {BidiSession} session
 * @param {() => Promise<string>} find returns the identifier of the document's context
 * @returns {import('./frame.js').Realm}
 */
function realm(session, find) {
  /** @param {string} functionDeclaration */
  const call = async (functionDeclaration) => {
    const { result, exceptionDetails } = await session.send('script.callFunction', {
      functionDeclaration,
      target: { context: await find() },
      awaitPromise: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.text)
    return result.value
  }
  return {
    run: call,
    child: (css) =>
      realm(session, async () => {
        const found = await call(
          `() => document.querySelector(${JSON.stringify(css)})?.contentWindow`,
        )
        if (found === undefined) throw new Error(`no frame matches ${css}`)
        return found.context
      }),
  }
}
