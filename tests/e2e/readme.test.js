// The READMEs as a newcomer uses them: each block of TypeScript compiles with the installed package, as do
// those of other documents, and the first apps run in the emulator, copied without a change.

import assert from 'node:assert/strict'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

import { build } from 'esbuild'

import { compileBlocks } from './harness/compile.js'
import { eventually } from './harness/eventually.js'
import { packageFolder } from './harness/paths.js'
import { readBlocks } from './harness/readme.js'
import { openStage } from './harness/stage.js'

// Inside the folder in which the package is installed.
const folder = await mkdtemp(resolve(packageFolder, '../../readme-'))
after(() => rm(folder, { recursive: true }))

for (const { path, least } of [
  { path: 'README.md', least: 1 },
  { path: 'pkg-template/README.md', least: 8 },
  { path: 'docs/testing.md', least: 7 },
  { path: 'docs/frameworks.md', least: 3 },
  { path: 'docs/events.md', least: 5 },
]) {
  test(`the code of ${path} compiles`, async () => {
    const blocks = (await readBlocks(path)).filter(({ language }) => /^tsx?$/.test(language))
    assert.ok(blocks.length >= least)
    // Declarations of frameworks and test runners are not those of this package.
    const skipLibCheck = path.startsWith('docs/')
    assert.equal(await compileBlocks(blocks, folder, { skipLibCheck }), '')
  })
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

test('the first app with a script tag shows deals and the people who are responsible', async () => {
  const { page, frame } = await openFrame('readme/script.html')
  const lines = frame.locator('#deals li')
  await eventually(async () => assert.equal(await lines.count(), 50))
  for (const deal of await lines.allInnerTexts()) assert.match(deal, /^.+: \S+ \S+$/)
  await page.close()
})
