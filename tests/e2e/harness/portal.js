// The emulator as a child process of a test.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

import { Control } from './control.js'
import { portalProgram } from './paths.js'

/**
 * A running emulator.
 *
 * @typedef {object} Portal
 * @property {string} portal the portal's origin
 * @property {string} app the origin of the app server
 * @property {string} push the origin of the push server
 * @property {string} webhook the URL of the administrator's webhook
 * @property {Control} control
 * @property {() => Promise<void>} stop stops the emulator and waits until it exits
 */

/**
 * Starts an emulator on free ports. It exits with the test's process at the latest.
 *
 * @param {object} [options]
 * @param {number} [options.users] of the company
 * @param {string[]} [options.args] additional arguments
 * @returns {Promise<Portal>} when it is ready
 */
export async function startPortal({ users = 100, args = [] } = {}) {
  const process = spawn(
    portalProgram,
    ['--json', '--until-stdin-closes', '--users', String(users), ...args],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const exit = once(process, 'exit')
  const line = await Promise.race([
    once(createInterface(process.stdout), 'line').then(([line]) => line),
    exit.then(([code]) => {
      throw new Error(`the emulator exited with ${code} before it was ready`)
    }),
  ])
  /** @type {{ portal: string, app: string, push: string, webhook: string }} */
  const addresses = JSON.parse(line)
  return {
    ...addresses,
    control: new Control(addresses.portal),
    async stop() {
      process.stdin.end()
      await exit
    },
  }
}
