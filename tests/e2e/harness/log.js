// What the package threw and logged in a test run, which is searched for secrets.

import { appendFileSync } from 'node:fs'

/**
 * Appends a text to the file that the variable `B24_TEST_LOG` names, if it is set.
 *
 * @param {string} text
 */
export function log(text) {
  const file = process.env.B24_TEST_LOG
  if (file) appendFileSync(file, `${text}\n`)
}

/**
 * Logs what the scripts of a page log and fail to catch. What the browser itself logs, with the address
 * of a failed request, is not theirs.
 *
 * @param {import('playwright-core').Page} page
 */
export function logPage(page) {
  page.on('console', (message) => {
    if (message.args().length > 0) log(message.text())
  })
  page.on('pageerror', (error) => log(String(error.stack)))
}
