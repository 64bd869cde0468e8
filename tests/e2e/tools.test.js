// The developer tools of the emulator's page.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { promisify } from 'node:util'

import { eventually } from './harness/eventually.js'
import { project } from './harness/node.js'
import { root } from './harness/paths.js'
import { openStage } from './harness/stage.js'

const { openFrame, portal } = await openStage()

/**
 * Opens the tools of a page.
 *
 * @param {import('playwright-core').Page} page
 */
async function openTools(page) {
  await page.locator('#tools > summary').click()
  await page.locator('#tools-list li').first().waitFor()
}

/**
 * Returns the entries, the oldest first: their titles, outcomes and code.
 *
 * @param {import('playwright-core').Page} page
 */
function entries(page) {
  return page.locator('#tools-list li').evaluateAll((items) =>
    items.reverse().map((item) => ({
      kind: item.dataset['kind'],
      title: item.querySelector('code')?.textContent ?? '',
      outcome: item.querySelector('span')?.textContent ?? '',
      code: item.querySelector('pre')?.textContent ?? '',
    })),
  )
}

suite('the developer tools', () => {
  test('show each request and command with its call, which compiles', async () => {
    const { page, frame } = await openFrame('module.html')
    await frame.evaluate(async () => {
      const { B24 } = sdk
      const b24 = (globalThis.b24 = await B24.frame())
      await b24.user.get({ filter: { '!%LAST_NAME': "O'Neill", '@ID': [3, 7] } })
      await b24.crm.deal.list({ select: ['ID', 'TITLE'], order: { ID: 'DESC' }, start: 50 })
      await b24.batch(
        {
          me: ['user.current'],
          staff: [
            'user.get',
            { FILTER: { UF_DEPARTMENT: /** @type {any} */ (B24.ref('me')).UF_DEPARTMENT[0] } },
          ],
        },
        { haltOnError: true },
      )
      await b24.v3.tasks.task.list({ filter: [['id', '>', 5]], select: ['id'] })
      await b24.v3.batch({
        task: ['tasks.task.get', { id: 7 }],
        access: ['tasks.task.access.get', { id: /** @type {any} */ (B24.ref3('task')).id }],
      })
      await b24.call('no.such.method').catch(() => {})
      await b24.frame.window.resize('100%', 640)
      await b24.frame.window.setTitle("It's an app")
    })
    await openTools(page)
    await eventually(async () =>
      assert.ok((await entries(page)).some(({ title }) => title === 'no.such.method')),
    )
    const shown = await entries(page)
    const titles = shown.filter(({ kind }) => kind === 'request').map(({ title }) => title)
    assert.deepEqual(titles, [
      'user.get',
      'crm.deal.list',
      'batch of 2: user.current, user.get',
      'tasks.task.list',
      'batch of 2: tasks.task.get, tasks.task.access.get',
      'no.such.method',
    ])
    const byTitle = new Map(shown.map((entry) => [entry.title, entry]))
    assert.equal(byTitle.get('user.get')?.outcome, '200')
    assert.equal(byTitle.get('no.such.method')?.outcome, '404')
    assert.match(byTitle.get('user.get')?.code ?? '', /'!%LAST_NAME': 'O\\'Neill'/)
    assert.match(
      byTitle.get('batch of 2: user.current, user.get')?.code ?? '',
      /UF_DEPARTMENT: B24\.ref\('me'\)\.UF_DEPARTMENT\[0\][\s\S]*haltOnError: true/,
    )
    assert.equal(byTitle.get('resizeWindow')?.code, "await b24.frame.window.resize('100%', 640)")
    assert.equal(byTitle.get('setTitle')?.outcome, 'replied')
    const preflights = shown.filter(({ kind }) => kind === 'preflight')
    assert.deepEqual(
      preflights.map(({ title }) => title),
      ['OPTIONS tasks.task.list', 'OPTIONS batch'],
    )
    assert.ok(!JSON.stringify(shown).includes('auth'), 'a token is shown')
    await compile(shown.map(({ code }) => code).filter(Boolean))
    await page.close()
  })

  test('show the room in the bucket and the life of the token', async () => {
    await portal.control.settings({ bucket: { enabled: true } })
    const { page, frame } = await openFrame('module.html')
    await frame.evaluate(async () => {
      await (await sdk.B24.frame()).user.current()
    })
    await openTools(page)
    const state = page.locator('#tools-state')
    await eventually(async () =>
      assert.match(
        await state.innerText(),
        /^Room for \d+ of 50 requests, 2 more each second\. The token expires in 60 min\./,
      ),
    )
    await portal.control.expireTokens()
    await eventually(async () => assert.match(await state.innerText(), /The token has expired/))
    await page.getByRole('checkbox', { name: 'Commands' }).uncheck()
    assert.equal(await page.locator('#tools-list li[data-kind="command"]:visible').count(), 0)
    await page.getByRole('button', { name: 'Clear' }).click()
    assert.equal(await page.locator('#tools-list li').count(), 0)
    await page.close()
    await portal.control.settings({ bucket: { enabled: false } })
  })
})

/**
 * Compiles calls against the package.
 *
 * @param {string[]} calls
 */
async function compile(calls) {
  const folder = await mkdtemp(join(project, 'tools-'))
  try {
    const blocks = calls.map((call) => `{ ${call} }`)
    const lines = [
      "import { B24, type FramedB24 } from 'b24-wasm'",
      'declare const b24: FramedB24',
      ...blocks,
      'export {}',
    ]
    await writeFile(join(folder, 'calls.ts'), lines.join('\n'))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const flags = '--strict --noEmit --target es2022 --module nodenext --ignoreConfig'.split(' ')
    const run = promisify(execFile)(process.execPath, [tsc, ...flags, join(folder, 'calls.ts')])
    await run.catch(({ stdout }) => assert.fail(stdout))
  } finally {
    await rm(folder, { recursive: true })
  }
}
