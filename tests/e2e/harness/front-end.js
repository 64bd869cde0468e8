// A Rust front end of `examples/rust`, as `cargo xtask test` builds it, in the emulated portal.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { eventually } from './eventually.js'
import { packageFolder, root } from './paths.js'
import { openStage } from './stage.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

/**
 * Defines the tests of front ends, which show the names of the users or an error.
 *
 * @param {string[]} names folders of `examples/rust`
 */
export async function testFrontEnds(names) {
  const mounts = names.flatMap((name) => ['--mount', `/${name}=${root}target/front-ends/${name}`])
  const { portal, openFrame, openTop } = await openStage({ args: mounts })
  const b24 = await B24.webhook(portal.webhook)

  for (const name of names) {
    suite(name, () => {
      const path = `${name}/index.html`

      test('shows a page of users in a frame, in one request', async () => {
        const { result: users } = await b24.user.get()
        assert.equal(users.length, 50)
        await portal.control.clear()
        const { page, frame } = await openFrame(path)
        const lines = frame.locator('ul li')
        await eventually(async () =>
          assert.deepEqual(
            await lines.allInnerTexts(),
            users.map((user) => `${user.NAME} ${user.LAST_NAME}`),
          ),
        )
        assert.equal(await frame.locator('[role=alert]').count(), 0)
        const methods = (await portal.control.requests()).map(({ path }) => path.split('/').at(-1))
        assert.deepEqual(methods, ['user.get'])
        await page.close()
      })

      test('shows why it cannot connect', async () => {
        const page = await openTop(path)
        const alert = page.locator('[role=alert]')
        await eventually(async () => assert.match(await alert.innerText(), /NOT_IN_PORTAL/))
        await page.close()
      })

      test('shows why a call fails', async () => {
        await portal.control.fault({ name: 'error', code: 'ACCESS_DENIED', method: 'user.get' })
        const { page, frame } = await openFrame(path)
        const alert = frame.locator('[role=alert]')
        await eventually(async () => assert.match(await alert.innerText(), /ACCESS_DENIED/))
        assert.equal(await frame.locator('li').count(), 0)
        await page.close()
        await portal.control.reset()
      })
    })
  }
}
