// The package as published by npm, and as loaded by Node.js and esbuild.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, suite, test } from 'node:test'
import { promisify } from 'node:util'

import { build } from 'esbuild'

import { project, runInNode } from './harness/node.js'
import { packageFolder, root } from './harness/paths.js'
import { openStage } from './harness/stage.js'

const run = promisify(execFile)

/** The scopes whose methods have generated declarations, and their index. */
const SCOPES = `
  ai_admin basic biconnector bizproc booking calendar cashbox catalog crm
  delivery disk documentgenerator entity humanresources_hcmlink im imbot imconnector imopenlines
  index landing lists log mailservice messageservice pay_system placement pull
  rpa sale salescenter sign_b2e socialnetwork sonet task telephony timeman
  user_userfield userconsent userfieldconfig vote
`
  .trim()
  .split(/\s+/)

const FILES = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'THIRD-PARTY-NOTICES.txt',
  'bin/b24-wasm.js',
  'bin/fields.js',
  'dist/api-types.d.ts',
  ...SCOPES.map((name) => `dist/api/${name}.d.ts`),
  'dist/app-events.d.ts',
  'dist/auth.d.ts',
  'dist/b24.d.ts',
  'dist/b24.events.js',
  'dist/b24.js',
  'dist/b24.script.d.ts',
  'dist/b24.script.js',
  'dist/b24.slim.js',
  'dist/b24.v3.js',
  'dist/b24.wasm',
  'dist/b24.wasm.d.ts',
  'dist/batch-types.d.ts',
  'dist/batch.d.ts',
  'dist/call-options.d.ts',
  'dist/connect-options.d.ts',
  'dist/custom-fields.d.ts',
  'dist/diagnostics.d.ts',
  'dist/error-kind.d.ts',
  'dist/error.d.ts',
  'dist/events/types.d.ts',
  'dist/field-types.d.ts',
  'dist/filter.d.ts',
  'dist/frame/command.d.ts',
  'dist/frame/dialogs.d.ts',
  'dist/frame/frame.d.ts',
  'dist/frame/info.d.ts',
  'dist/frame/install.d.ts',
  'dist/frame/messenger.d.ts',
  'dist/frame/options.d.ts',
  'dist/frame/placement.d.ts',
  'dist/frame/placements.d.ts',
  'dist/frame/size.d.ts',
  'dist/frame/slider.d.ts',
  'dist/frame/window.d.ts',
  'dist/helpers.d.ts',
  'dist/helpers.js',
  'dist/helpers/dates.d.ts',
  'dist/helpers/money.d.ts',
  'dist/helpers/multi-fields.d.ts',
  'dist/helpers/upload.d.ts',
  'dist/hooks/call.d.ts',
  'dist/hooks/connect.d.ts',
  'dist/hooks/list.d.ts',
  'dist/index.d.ts',
  'dist/large-texts.d.ts',
  'dist/list.d.ts',
  'dist/load-wasm.d.ts',
  'dist/method-types.d.ts',
  'dist/methods.d.ts',
  'dist/params.d.ts',
  'dist/react.d.ts',
  'dist/react.js',
  'dist/react/provider.d.ts',
  'dist/react/requests.d.ts',
  'dist/reference.d.ts',
  'dist/reply.d.ts',
  'dist/slim.d.ts',
  'dist/testing.d.ts',
  'dist/testing.js',
  'dist/testing/events.d.ts',
  'dist/testing/frame-options.d.ts',
  'dist/testing/handlers.d.ts',
  'dist/testing/mock.d.ts',
  'dist/testing/ordered.d.ts',
  'dist/testing/recorded.d.ts',
  'dist/timeouts.d.ts',
  'dist/v3/batch-types.d.ts',
  'dist/v3/client.d.ts',
  'dist/v3/filter-types.d.ts',
  'dist/v3/methods.d.ts',
  'dist/v3/options.d.ts',
  'dist/v3/references.d.ts',
  'dist/v3/types.d.ts',
  'dist/vue.d.ts',
  'dist/vue.js',
  'dist/vue/connection.d.ts',
  'dist/vue/requests.d.ts',
  'dist/wasm-file.d.ts',
  'docs/coming-from.md',
  'docs/frameworks.md',
  'docs/testing.md',
  'llms-full.txt',
  'llms.txt',
  'package.json',
]

// Before the first suite: after the suites declared so far the hooks run and the portal stops.
const bundles = await mkdtemp(join(tmpdir(), 'b24-bundles-'))
after(() => rm(bundles, { recursive: true }))
const { portal, openFrame } = await openStage({ args: ['--mount', `/bundles=${bundles}`] })

suite('published files', () => {
  test('are only those that users need', async () => {
    const { stdout } = await run('npm', ['pack', './pkg', '--dry-run', '--json'], { cwd: root })
    const [tarball] = JSON.parse(stdout)
    const paths = tarball.files.map((/** @type {{ path: string }} */ file) => file.path)
    assert.deepEqual(paths.toSorted(), FILES)
  })

  test('have no dependencies but optional ones', async () => {
    const manifest = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'))
    for (const name of ['dependencies', 'scripts', 'private']) assert.ok(!(name in manifest), name)
    const { peerDependencies, peerDependenciesMeta } = manifest
    assert.deepEqual(Object.keys(peerDependencies), ['react', 'vue'])
    assert.deepEqual(peerDependenciesMeta, { react: { optional: true }, vue: { optional: true } })
    assert.equal(manifest.license, 'MIT')
  })
})

suite('imports', () => {
  const require = createRequire(join(project, 'index.js'))

  for (const [name, file] of [
    ['b24-wasm', 'dist/b24.js'],
    ['b24-wasm/slim', 'dist/b24.slim.js'],
    ['b24-wasm/helpers', 'dist/helpers.js'],
    ['b24-wasm/testing', 'dist/testing.js'],
    ['b24-wasm/react', 'dist/react.js'],
    ['b24-wasm/vue', 'dist/vue.js'],
    ['b24-wasm/wasm', 'dist/b24.wasm'],
    ['b24-wasm/script', 'dist/b24.script.js'],
    ['b24-wasm/package.json', 'package.json'],
  ]) {
    test(`${name} is ${file}`, () => {
      assert.equal(relative(packageFolder, require.resolve(name ?? '')), file)
    })
  }

  test('internal files are not exported', () => {
    assert.throws(() => require.resolve('b24-wasm/dist/b24.js'), { code: /NOT_EXPORTED/ })
  })
})

suite('in Node.js', () => {
  test('a webhook works and the process exits', async () => {
    const { result, total } = await runInNode(`
      import { B24 } from 'b24-wasm'
      const b24 = await B24.webhook('${portal.webhook}')
      const filter = B24.where('ID').in([1])
      console.log(JSON.stringify(await b24.user.get({ filter })))`)
    assert.deepEqual([result[0].ID, total], [1, 1])
  })

  test('a frame is rejected with advice', async () => {
    const { code, name } = await runInNode(`
      import { B24, B24Error } from 'b24-wasm'
      const error = await B24.frame().catch((error) => error)
      console.log(JSON.stringify({ ...error, name: error instanceof B24Error && error.name }))`)
    assert.deepEqual([code, name], ['NOT_IN_PORTAL', 'B24Error'])
  })

  test('a call without a response fails and the process exits', async () => {
    const { code, retryable } = await runInNode(`
      import { B24 } from 'b24-wasm'
      const b24 = await B24.webhook('http://localhost:1/rest/1/c0dec0dec0de/')
      const error = await b24.user.current().catch((error) => error)
      console.log(JSON.stringify(error))`)
    assert.deepEqual([code, retryable], ['NETWORK', true])
  })

  test('the script defines the global', async () => {
    const kinds = await runInNode(`
      import 'b24-wasm/script'
      console.log(JSON.stringify([typeof B24.frame, typeof B24.B24Error]))`)
    assert.deepEqual(kinds, ['function', 'function'])
  })
})

suite('bundled by esbuild without configuration', () => {
  for (const format of /** @type {const} */ (['iife', 'esm'])) {
    test(format, async () => {
      const contents = await readFile(join(root, 'tests/e2e/pages/module.js'), 'utf8')
      const { warnings } = await build({
        stdin: { contents, resolveDir: project },
        // The user's project is inside this one, whose tsconfig.json maps to the sources.
        tsconfigRaw: {},
        bundle: true,
        format,
        minify: true,
        outfile: join(bundles, `${format}.js`),
        logLevel: 'silent',
      })
      assert.deepEqual(warnings, [])
      const type = format === 'esm' ? ' type="module"' : ''
      const scripts = `<script src="/attempt.js"></script><script${type} src="${format}.js"></script>`
      await writeFile(join(bundles, `${format}.html`), `<!doctype html>${scripts}`)

      const { page, frame } = await openFrame(`bundles/${format}.html`)
      const { value } = await frame.evaluate(() =>
        attempt(async () => (await sdk.B24.frame()).user.current()),
      )
      assert.equal(value?.result.ID, 1)
      await page.close()
    })
  }
})

suite('bundled by esbuild with the wasm as a file', () => {
  test('starts from the address that esbuild gives it', async () => {
    const contents = `
      import { B24, B24Error, loadWasm } from 'b24-wasm/slim'
      import address from 'b24-wasm/wasm'
      globalThis.sdk = { B24, B24Error }
      loadWasm(address)`
    const { warnings } = await build({
      stdin: { contents, resolveDir: project },
      tsconfigRaw: {},
      bundle: true,
      format: 'esm',
      loader: { '.wasm': 'file' },
      outfile: join(bundles, 'slim.js'),
      logLevel: 'silent',
    })
    assert.deepEqual(warnings, [])
    const scripts =
      '<script src="/attempt.js"></script><script type="module" src="slim.js"></script>'
    await writeFile(join(bundles, 'slim.html'), `<!doctype html>${scripts}`)

    const { page, frame } = await openFrame('bundles/slim.html')
    const { value, error } = await frame.evaluate(() =>
      attempt(async () => (await sdk.B24.frame()).user.current()),
    )
    assert.equal(value?.result.ID, 1, error?.message)
    await page.close()
  })
})
