// `npx b24-wasm types`: declarations of a portal's own fields.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'

import { packageFolder, root } from './harness/paths.js'
import { startPortal } from './harness/portal.js'

const portal = await startPortal({ args: ['--webhook-secret', 's3cr3tc0de'] })
const folder = await mkdtemp(join(tmpdir(), 'b24-types-'))
after(async () => {
  await portal.stop()
  await rm(folder, { recursive: true })
})

/** Runs a program; returns its exit code and its output. @param {string[]} args */
const run = (...args) =>
  promisify(execFile)(process.execPath, args, { cwd: folder }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, output: stdout + stderr }),
  )

const program = resolve(packageFolder, 'bin/b24-wasm.js')

test('has the fields that people added, and not the address', async () => {
  const { code, output } = await run(program, 'types', '--webhook', portal.webhook)
  assert.equal(code, 0, output)
  assert.match(output, /crm\.deal: \d+ fields/)
  const written = await readFile(join(folder, 'b24-portal.d.ts'), 'utf8')
  assert.match(written, /interface CustomFields/)
  assert.match(written, /'crm\.deal': \{/)
  assert.match(written, /UF_CRM_\w+: /)
  for (const entity of ['crm.item', 'crm.quote', 'tasks.task', 'user']) {
    assert.match(written, new RegExp(`'${entity.replace('.', '\\.')}': \\{`))
  }
  assert.match(written, /UF_AUTO_271828182845: string\n.*\n {6}ufAuto271828182845: string/)
  assert.doesNotMatch(written, /UF_CRM_TASK/, 'the documentation has its type')
  assert.match(written, /'user': \{\n.*\n {6}UF_USR_BADGE: string\n {4}\}/)
  for (const text of [written, output]) assert.doesNotMatch(text, /s3cr3t|127\.0\.0\.1|localhost/)
})

test('an app compiles with them, and a wrong type does not', async () => {
  const written = await readFile(join(folder, 'b24-portal.d.ts'), 'utf8')
  const ofDeals = written.split("'crm.deal'")[1]?.split('    }')[0] ?? ''
  const name = /(UF_CRM_\w+): string\n/.exec(ofDeals)?.[1]
  assert.ok(name, 'a field of text')
  const app = (/** @type {string} */ value) => `import type { B24, User } from 'b24-wasm'
export const add = (b24: B24) => b24.crm.deal.add({ fields: { TITLE: 'x', ${name}: ${value} } })
export const badge = ({ UF_USR_BADGE }: User): string | undefined => UF_USR_BADGE
export const update = (b24: B24) => b24.user.update({ ID: 1, UF_USR_BADGE: ${value} })
export const place = async (b24: B24): Promise<string | undefined> =>
  (await b24.tasks.task.get({ taskId: 1 })).result.task.ufAuto271828182845
export const deals = async (b24: B24): Promise<string[]> =>
  (await b24.tasks.task.get({ taskId: 1 })).result.task.ufCrmTask
export const task = (b24: B24) =>
  b24.tasks.task.add({ fields: { TITLE: 'x', RESPONSIBLE_ID: 1, UF_CRM_TASK: ['D_1'] } })
`
  const compile = async (/** @type {string} */ value) => {
    await writeFile(join(folder, 'app.ts'), app(value))
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          ...{ strict: true, noEmit: true, module: 'esnext', moduleResolution: 'bundler' },
          ...{
            target: 'es2022',
            types: [],
            paths: { 'b24-wasm': [`${packageFolder}/dist/index.d.ts`] },
          },
        },
        files: ['app.ts', 'b24-portal.d.ts'],
      }),
    )
    return run(`${root}node_modules/typescript/bin/tsc`, '--project', 'tsconfig.json')
  }
  const right = await compile(`'text'`)
  assert.equal(right.code, 0, right.output)
  const wrong = await compile('7')
  for (const line of [2, 4]) {
    assert.match(wrong.output, new RegExp(`app\\.ts\\(${line},.*not assignable`))
  }
})

test('wrong arguments and addresses say what to do', async () => {
  for (const [args, text] of /** @type {const} */ ([
    [[], /Usage: b24-wasm types --webhook ADDRESS/],
    [['types'], /Usage/],
    [['types', '--wrong'], /--wrong/],
    [['types', '--webhook', 'https://x.bitrix24.com/rest/1/'], /INVALID_WEBHOOK/],
  ])) {
    const { code, output } = await run(program, ...args)
    assert.equal(code, 1, args.join(' '))
    assert.match(output, text)
  }
  const { code, output } = await run(program, '--help')
  assert.equal(code, 0)
  assert.match(output, /--out FILE/)
})
