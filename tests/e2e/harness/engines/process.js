// Child processes that end with the test's process.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

import { findProgram } from '../programs.js'

// A signal alone would end the process without the event "exit".
process.once('SIGTERM', () => process.exit(1))

/**
 * Returns the path of a program.
 *
 * @param {string[]} names
 * @param {string} debianPackage
 */
export function installed(names, debianPackage) {
  const path = findProgram(names)
  if (path !== undefined) return path
  throw new Error(`${names[0]} is missing; install it: sudo apt-get install ${debianPackage}`)
}

/**
 * Starts a program.
 *
 * @param {string} path
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(path, args, options) {
  const child = spawn(path, args, options ?? {})
  const kill = () => child.kill('SIGKILL')
  // Before the listeners that remove the program's files.
  process.prependListener('exit', kill)
  const exit = once(child, 'exit').finally(() => process.off('exit', kill))
  return {
    child,
    exit,
    /** Ends the program and waits until it has exited. */
    async stop() {
      child.kill()
      await exit
    },
  }
}

/**
 * Returns what the pattern captures in the first line of a stream that matches. The rest of the stream
 * is read and ignored.
 *
 * @param {import('node:stream').Readable} stream
 * @param {RegExp} pattern
 * @returns {Promise<string>}
 */
export function firstMatch(stream, pattern) {
  return new Promise((resolve, reject) => {
    const lines = createInterface(stream)
    lines.on('line', (line) => {
      const captured = pattern.exec(line)?.[1]
      if (captured !== undefined) resolve(captured)
    })
    lines.on('close', () => reject(new Error(`the program has not printed ${pattern}`)))
  })
}
