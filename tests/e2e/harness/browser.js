// Launches a headless browser with a new profile.

import { chromium } from 'playwright-core'

import { engine } from './engines/engine.js'
import { launchFirefox } from './engines/firefox.js'
import { launchWebKit } from './engines/webkit.js'
import { findProgram } from './programs.js'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Launches a browser of the run's engine. Those of Firefox and WebKit have the part of Playwright's API
 * that the tests use.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  if (engine === 'chromium') return launchChromium()
  const browser = await (engine === 'firefox' ? launchFirefox() : launchWebKit())
  return /** @type {any} */ (browser)
}

/** Launches the browser that the variable `CHROME` names, or one on `PATH`. */
function launchChromium() {
  const executablePath = process.env.CHROME || findProgram(NAMES)
  if (executablePath === undefined) {
    throw new Error('Chrome or Chromium is missing: name its program in the variable CHROME')
  }
  const args = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ]
  return chromium.launch({
    executablePath,
    args,
    // Chrome's sandbox does not work for root.
    chromiumSandbox: process.getuid?.() !== 0,
  })
}
