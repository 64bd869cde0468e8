// The package under Jest with happy-dom, which has a fetch.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { openStage } from '../../e2e/harness/stage.js'
import { createCell } from '../harness/cell.js'
import { run } from '../harness/program.js'
import { programOf } from '../harness/tool.js'

const { portal } = await openStage()

const SOURCE = `
import { B24, B24Error } from 'b24-wasm'

test('a call works, and fails with an error of the package', async () => {
  const b24 = await B24.webhook('${portal.webhook}')
  const { result } = await b24.user.get({ filter: { ID: 1 } })
  expect(result[0].ID).toBe(1)
  await expect(b24.user.get({ filter: { NAME_Ж: 'Жанна' } })).rejects.toBeInstanceOf(B24Error)
})
`

suite('jest', () => {
  test('happy-dom', async () => {
    const config = {
      testEnvironment: '@happy-dom/jest-environment',
      // Its fetch enforces one origin, like a browser.
      testEnvironmentOptions: { url: portal.app },
      transform: {},
    }
    const files = {
      'package.json': '{ "private": true, "type": "module" }',
      'app.test.js': SOURCE,
      'jest.config.json': JSON.stringify(config),
    }
    const cell = await createCell('jest-happy-dom', { files })
    const variables = { NODE_OPTIONS: '--experimental-vm-modules' }
    assert.match(
      await run(cell, [programOf('jest'), '--config', 'jest.config.json'], variables),
      /1 passed/,
    )
  })
})
