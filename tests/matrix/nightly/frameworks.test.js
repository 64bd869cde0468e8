// Components of React, Vue and Svelte that show people, and the first app of the README beside them, under
// the newest Vite.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { openStage } from '../../e2e/harness/stage.js'
import { createCell } from '../harness/cell.js'
import { APP, modulesOf, VITE_CONFIG } from '../harness/first-app.js'
import { openPeople } from '../harness/people.js'
import { run, serve } from '../harness/program.js'
import { programOf } from '../harness/tool.js'

const stage = await openStage()
const vite = programOf('vite')
const start = (/** @type {string} */ folder, /** @type {string[]} */ args = []) =>
  serve(folder, (port) => [vite, ...args, '--port', port, '--strictPort'])

for (const framework of ['react', 'vue', 'svelte']) {
  suite(framework, () => {
    const template = `tests/matrix/cells/${framework}`
    const files = { 'post.js': VITE_CONFIG, ...modulesOf(APP, 'src/first-app') }

    test('by the development server', async () => {
      const server = await start(await createCell(`${framework}-dev`, { template, files }))
      const { page, frame } = await openPeople(stage, server.address)
      const mounts = await frame.evaluate(() => performance.getEntriesByName('mounted').length)
      assert.equal(mounts, framework === 'react' ? 2 : 0)
      await page.close()
      await server.stop()
    })

    test('built', async () => {
      const folder = await createCell(framework, { template, files })
      await run(folder, [vite, 'build'])
      const server = await start(folder, ['preview'])
      await (await openPeople(stage, server.address)).page.close()
      await server.stop()
    })
  })
}
