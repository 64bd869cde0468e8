// The package in test runners: Vitest and Jest with jsdom, happy-dom and Node.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { after, suite, test } from 'node:test'
import { promisify } from 'node:util'

import { packageFolder } from './harness/paths.js'
import { openStage } from './harness/stage.js'

const run = promisify(execFile)
const require = createRequire(import.meta.url)

/** A user's project with the tarball installed. */
const project = resolve(packageFolder, '../..')

// Before the first suite: after the suites declared so far the hooks run and the portal stops.
const folder = await mkdtemp(join(project, 'runners-'))
after(() => rm(folder, { recursive: true }))
const { portal } = await openStage()

/** A user's test; `REACHES` is the expected outcome of a call. */
const SOURCE = `
import { B24, B24Error } from 'b24-wasm'
import { mockB24 } from 'b24-wasm/testing'

test('the core starts', async () => {
  const b24 = await B24.webhook('${portal.webhook}')
  const error = await b24.user.get({ filter: { NAME_Ж: 'Жанна' } }).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(B24Error)
  expect(error.code).toBe('UNKNOWN_FIELD')
  expect(error.description).toContain('NAME_Ж')
  const called = await b24.call('user.get', { filter: { ID: 1 } }, { timeout: 9000 }).then(
    ({ result }) => result[0].ID,
    (error) => error.code,
  )
  expect(called).toBe(REACHES)
})

test('a file is read', async () => {
  expect(await B24.file(new File(['Ж'], 'a.txt'))).toEqual(['a.txt', '0JY='])
  expect(await B24.file(new Blob(['Ж']), 'b.txt')).toEqual(['b.txt', '0JY='])
  expect(await B24.file(new Uint8Array([208, 150]))).toEqual(['blob', '0JY='])
})

test('a double of a portal has handlers and a page', async () => {
  const frame = { placement: 'CALL_CARD' }
  const v3 = { 'tasks.task.get': ({ id }) => ({ item: { id } }) }
  const b24 = await mockB24({ 'crm.deal.get': ({ id }) => ({ ID: id }) }, { v3, frame })
  expect(b24).toBeInstanceOf(B24)
  expect((await b24.crm.deal.get({ id: 7 })).result).toEqual({ ID: 7 })
  expect((await b24.v3.tasks.task.get({ id: 7 })).result).toEqual({ item: { id: 7 } })
  const error = await b24.user.current().catch((thrown) => thrown)
  expect(error).toBeInstanceOf(B24Error)
  expect(error.code).toBe('NOT_MOCKED')
  expect(b24.mock.calls.map(({ method }) => method)).toEqual([
    'crm.deal.get', 'tasks.task.get', 'user.current',
  ])
  expect(b24.frame.info.placement).toBe('CALL_CARD')
  await b24.frame.window.setTitle('x')
  const stop = await b24.frame.window.autoFit()
  stop()
  expect(b24.mock.commands).toEqual([{ command: 'setTitle', params: { title: 'x' } }])
})
`

/**
 * Runs a test file in a separate folder. Fails with the output of the runner.
 *
 * @param {string} name of the folder
 * @param {string} program of the runner
 * @param {unknown} reaches the outcome of a call
 * @param {{ args: string[], env?: Record<string, string>, files?: Record<string, string> }} how
 */
async function runTests(name, program, reaches, { args, env, files = {} }) {
  const cwd = join(folder, name)
  await mkdir(cwd)
  const source = SOURCE.replace('REACHES', JSON.stringify(reaches))
  const all = { 'package.json': '{ "type": "module" }', 'app.test.js': source, ...files }
  for (const [file, text] of Object.entries(all)) await writeFile(join(cwd, file), text)
  const options = { cwd, timeout: 60_000, env: { ...process.env, ...env, CI: '1' } }
  const { stdout, stderr } = await run(process.execPath, [program, ...args], options).catch(
    ({ stdout, stderr }) => assert.fail(`${stdout}\n${stderr}`),
  )
  return stdout + stderr
}

suite('under Vitest', () => {
  const program = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs')

  for (const environment of ['node', 'jsdom', 'happy-dom']) {
    test(environment, async () => {
      const args = ['run', '--root', '.', '--globals', '--environment', environment]
      // happy-dom's fetch enforces one origin, like a browser.
      const url = JSON.stringify({ happyDOM: { url: portal.app } })
      const config = `export default { test: { environmentOptions: ${url} } }`
      const files = { 'vitest.config.js': config }
      const printed = await runTests(`vitest-${environment}`, program, 1, { args, files })
      assert.match(printed, /3 passed/)
    })
  }
})

suite('under Jest', () => {
  const program = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js')

  /** @type {[environment: string, reaches: unknown][]} */
  const ENVIRONMENTS = [
    ['node', 1],
    // jsdom has no fetch.
    ['jsdom', 'NETWORK'],
  ]
  for (const [environment, reaches] of ENVIRONMENTS) {
    test(environment, async () => {
      const config = { testEnvironment: environment, transform: {}, rootDir: '.' }
      const printed = await runTests(`jest-${environment}`, program, reaches, {
        args: ['--config', JSON.stringify(config)],
        env: { NODE_OPTIONS: '--experimental-vm-modules' },
      })
      assert.match(printed, /3 passed/)
    })
  }
})
