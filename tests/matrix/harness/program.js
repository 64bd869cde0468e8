// Programs of the tools, run in a cell.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

/** The time that a build or the start of a server may take, in milliseconds. */
const MAX_WAIT = 120_000

const environment = { ...process.env, CI: '1', NO_COLOR: '1', FORCE_COLOR: '0' }

/**
 * Runs a program until it ends, and returns what it prints. Fails with that if the program does.
 *
 * @param {string} folder
 * @param {string[]} args path of the program, and its arguments
 * @param {Record<string, string>} [variables] of the environment
 */
export async function run(folder, args, variables = {}) {
  const env = { ...environment, ...variables }
  const options = { cwd: folder, timeout: MAX_WAIT, env }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options).catch(
    (error) => assert.fail(`${args.join(' ')}: ${error.message}\n${error.stdout}`),
  )
  return stdout + stderr
}

/**
 * Starts a server and waits until it responds. It stops after the tests of the file, or by `stop`.
 *
 * @param {string} folder
 * @param {(port: string) => string[]} command path of the program, and its arguments
 * @param {Record<string, string>} [variables] of the environment
 * @returns {Promise<{ address: string, stop: () => Promise<void> }>}
 */
export async function serve(folder, command, variables = {}) {
  const port = String(await freePort())
  const address = `http://localhost:${port}/`
  const args = command(port)
  const options = { cwd: folder, env: { ...environment, ...variables } }
  const server = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (data) => (printed += data))
  }
  const exit = once(server, 'exit')
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill()
    await exit
  }
  after(stop)
  const end = Date.now() + MAX_WAIT
  while (!(await responds(address))) {
    const hasEnded = server.exitCode !== null || Date.now() > end
    assert.ok(!hasEnded, `${args.join(' ')} does not respond\n${printed}`)
    await setTimeout(50)
  }
  return { address, stop }
}

/** @param {string} address */
async function responds(address) {
  try {
    await fetch(address)
    return true
  } catch {
    return false
  }
}

async function freePort() {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}
