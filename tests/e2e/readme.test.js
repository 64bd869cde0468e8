// The READMEs as a newcomer uses them: each block of TypeScript compiles with the installed package, as do
// those of other documents, and the first apps run in the emulator, copied without a change.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'

import { build } from 'esbuild'

import { eventually } from './harness/eventually.js'
import { packageFolder, root } from './harness/paths.js'
import { readBlocks } from './harness/readme.js'
import { openStage } from './harness/stage.js'

/** What a block takes from the app around it. */
const AROUND = {
  b24: `import('b24-wasm').FramedB24`,
  BX24: 'unknown',
  signal: 'AbortSignal',
  domain: 'string',
  accessToken: 'string',
  expiresIn: 'number',
  ids: 'number[]',
  id: 'number',
  fields: 'object',
  show: '(...shown: unknown[]) => void',
  log: '(...logged: unknown[]) => void',
  later: '() => Promise<void>',
}

// Inside the folder in which the package is installed.
const folder = await mkdtemp(resolve(packageFolder, '../../readme-'))
after(() => rm(folder, { recursive: true }))

for (const { path, least } of [
  { path: 'README.md', least: 8 },
  { path: 'pkg-template/README.md', least: 8 },
  { path: 'docs/testing.md', least: 7 },
  { path: 'docs/frameworks.md', least: 3 },
]) {
  test(`the code of ${path} compiles`, async () => {
    const blocks = (await readBlocks(path)).filter(({ language }) => /^tsx?$/.test(language))
    assert.ok(blocks.length >= least)
    const project = await mkdtemp(join(folder, 'types-'))
    await Promise.all(
      blocks.map(({ code, language }, at) =>
        writeFile(join(project, `${at}.${language}`), moduleOf(code)),
      ),
    )
    const compilerOptions = {
      // Declarations of frameworks and test runners are not those of this package.
      ...{ strict: true, noEmit: true, types: [], skipLibCheck: path.startsWith('docs/') },
      ...{ jsx: 'react-jsx' },
      ...{ target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable', 'esnext.disposable'] },
      ...{ module: 'esnext', moduleResolution: 'bundler' },
    }
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
    const compiler = resolve(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', project]).catch(
      (error) => error,
    )
    assert.equal(stdout, '')
  })
}

/** Makes a module of a block, with what it takes from the app around it. @param {string} code */
function moduleOf(code) {
  const isMissing = (/** @type {string} */ name) =>
    new RegExp(`(?<![\\w.'])${name}\\b(?!['?]?:)`).test(code) &&
    !new RegExp(`(const|let|function) (\\{[^}]*\\b)?${name}\\b`).test(code)
  const declared = Object.entries(AROUND)
    .filter(([name]) => isMissing(name))
    .map(([name, type]) => `declare const ${name}: ${type}\n`)
  const imported = ['B24', 'B24Error'].filter(
    (name) => code.includes(name) && !new RegExp(`import \\{[^}]*\\b${name}\\b`).test(code),
  )
  const imports = imported.length > 0 ? `import { ${imported.join(', ')} } from 'b24-wasm'\n` : ''
  return `${imports}${declared.join('')}${code}\nexport {}\n`
}

const blocks = await readBlocks('README.md')

/** @param {string} heading @param {string} language */
function blockOf(heading, language) {
  const block = blocks.find((block) => block.heading === heading && block.language === language)
  assert.ok(block, `${heading}: ${language}`)
  return block.code
}

const apps = join(folder, 'apps')
await mkdir(join(apps, 'src'), { recursive: true })
await writeFile(join(apps, 'src/main.ts'), blockOf('With npm', 'ts'))
await build({
  entryPoints: [join(apps, 'src/main.ts')],
  outfile: join(apps, 'src/main.js'),
  bundle: true,
  format: 'esm',
  // The folder is inside this project, whose tsconfig.json maps to the sources.
  tsconfigRaw: {},
  logLevel: 'warning',
})
const page = blockOf('With npm', 'html')
await writeFile(join(apps, 'npm.html'), page.replace('/src/main.ts', 'src/main.js'))
await writeFile(join(apps, 'script.html'), blockOf('With one script tag', 'html'))
await copyFile(join(packageFolder, 'dist/b24.script.js'), join(apps, 'b24.script.js'))
const { openFrame } = await openStage({ args: ['--mount', `/readme=${apps}`] })

test('the first app with npm shows deals and the people who are responsible', async () => {
  const { page, frame } = await openFrame('readme/npm.html')
  const lines = frame.locator('#deals li')
  await eventually(async () => assert.equal(await lines.count(), 51))
  const [count = '', ...deals] = await lines.allInnerTexts()
  assert.match(count, /^50 of \d{2,}$/)
  for (const deal of deals) assert.match(deal, /^.+: \S+ \S+$/)
  await page.close()
})

test('the first app with a script tag shows deals', async () => {
  const { page, frame } = await openFrame('readme/script.html')
  const lines = frame.locator('#deals li')
  await eventually(async () => assert.equal(await lines.count(), 50))
  for (const deal of await lines.allInnerTexts()) assert.notEqual(deal, '')
  await page.close()
})
