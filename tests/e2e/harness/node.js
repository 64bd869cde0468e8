// Programs in Node.js that use the packed package.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

import { packageFolder } from './paths.js'

const run = promisify(execFile)

/** A user's project with the tarball installed. */
export const project = resolve(packageFolder, '../..')

/**
 * Runs a module in the user's project and returns its output as JSON. Fails if the process does not
 * exit by itself.
 *
 * @param {string} source
 */
export async function runInNode(source) {
  const args = ['--input-type=module', '--eval', source]
  const { stdout, stderr } = await run(process.execPath, args, { cwd: project, timeout: 10_000 })
  assert.equal(stderr, '')
  return JSON.parse(stdout)
}
