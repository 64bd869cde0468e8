// Launches a headless Chrome or Chromium with a new profile.

import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

import { chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Launches the browser that the variable `CHROME` names, or one on `PATH`.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function launchBrowser() {
  const args = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ]
  return chromium.launch({
    executablePath: process.env.CHROME || findBrowser(),
    args,
    // Chrome's sandbox does not work for root.
    chromiumSandbox: process.getuid?.() !== 0,
  })
}

function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const programs = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  const program = programs.find(isExecutable)
  if (program === undefined) {
    throw new Error('Chrome or Chromium is missing: name its program in the variable CHROME')
  }
  return program
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
