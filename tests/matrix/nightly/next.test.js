// Next.js: the package on the server, by a webhook, and in client components, in the frame. One of them runs
// the first app of the README.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { openStage } from '../../e2e/harness/stage.js'
import { createCell } from '../harness/cell.js'
import { APP, modulesOf } from '../harness/first-app.js'
import { openPeople } from '../harness/people.js'
import { run, serve } from '../harness/program.js'
import { programOf } from '../harness/tool.js'

const stage = await openStage()
const next = programOf('next')
const variables = { WEBHOOK: stage.portal.webhook, NEXT_TELEMETRY_DISABLED: '1' }

/** @param {string} folder @param {string[]} command */
async function assertShowsPeople(folder, command) {
  const start = (/** @type {string} */ port) => [next, ...command, '--port', port]
  const server = await serve(folder, start, variables)
  const { page, frame } = await openPeople(stage, server.address)
  assert.ok(Number(await frame.locator('h1').innerText()) > 50)
  await page.close()
  await server.stop()
}

suite('next', () => {
  for (const bundler of ['turbopack', 'webpack']) {
    const cell = (/** @type {string} */ name) =>
      createCell(`next-${bundler}-${name}`, {
        template: 'tests/matrix/cells/next',
        files: {
          'package.json': '{ "private": true, "type": "module" }',
          ...modulesOf(APP, 'first-app'),
        },
      })

    test(`by the development server with ${bundler}`, async () => {
      await assertShowsPeople(await cell('dev'), ['dev', `--${bundler}`])
    })

    test(`built with ${bundler}`, async () => {
      const folder = await cell('build')
      await run(folder, [next, 'build', `--${bundler}`], variables)
      await assertShowsPeople(folder, ['start'])
    })
  }
})
