// The pages of the documentation: each has an example that compiles, and each code of an error has an anchor.

import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { after, suite, test } from 'node:test'

import { fullText, shortText } from '../../site/llms.mjs'
import { sections } from '../../site/navigation.mjs'
import { readPages } from '../../site/pages.mjs'
import { codesInSources } from './harness/codes.js'
import { compileBlocks } from './harness/compile.js'
import { reachedDeclarations } from './harness/declarations.js'
import { packageFolder, root } from './harness/paths.js'
import { blocksOf } from './harness/readme.js'

/** The folder of the recipes, whose files `tests/e2e/recipes.test.js` runs. */
const RECIPES = resolve(root, 'examples')

const pages = readPages()
const blocks = new Map(pages.map(({ name, text }) => [name, blocksOf(text)]))

const folder = await mkdtemp(resolve(packageFolder, '../../site-'))
after(() => rm(folder, { recursive: true }))

suite('examples', () => {
  test('each page has one', () => {
    for (const { name, snippets } of pages) {
      const compiled = blocks.get(name)?.filter(({ language }) => /^(ts|js|rust)$/.test(language))
      const run = snippets.filter((path) => path.startsWith(RECIPES))
      assert.ok((compiled?.length ?? 0) + run.length > 0, name)
    }
  })

  test('all compile', async () => {
    assert.equal(
      await compileBlocks([...blocks.values()].flat(), folder, { skipLibCheck: true }),
      '',
    )
  })

  for (const [fault, page] of [
    ['a method that is missing', '<script>B24.frame().then((b24) => b24.user.gett())</script>'],
    ['an import in a classic script', '<script>import "b24-wasm"</script>'],
    [
      'an export that is missing',
      '<script type="module">import { B25 } from "b24-wasm"; B25.frame()</script>',
    ],
  ]) {
    test(`${fault} in a script of a page is found`, async () => {
      const block = { language: 'html', heading: '', code: page ?? '' }
      const compiled = compileBlocks([block], folder, { skipLibCheck: true })
      assert.notEqual(await compiled.catch(({ name }) => name), '')
    })
  }

  test('the Rust examples are doc tests', async () => {
    const library = await readFile(`${root}src/lib.rs`, 'utf8')
    for (const [name, found] of blocks) {
      if (found.some(({ language }) => language === 'rust'))
        assert.ok(library.includes(`site/pages/${name}.md`), name)
    }
  })
})

test('each page is in the navigation once', () => {
  const links = sections.flatMap(({ items }) => items.map(({ link }) => link.slice(1)))
  const names = pages.map(({ name }) => name.replace(/^(.+\/)index$/, '$1'))
  assert.deepEqual(links.sort(), names.filter((name) => name !== 'index').sort())
})

suite('the texts for language models', () => {
  test('are in the package, and current', async () => {
    assert.equal(await readFile(`${packageFolder}/llms.txt`, 'utf8'), shortText())
    assert.equal(await readFile(`${packageFolder}/llms-full.txt`, 'utf8'), fullText())
  })

  test('have each declaration that the entries of the package reach once', async () => {
    const text = fullText()
    const headings = Array.from(text.matchAll(/^### (\S+\.d\.ts)$/gm), ([, name]) => name)
    const reached = await reachedDeclarations()
    // The files of methods are written as lines, which the next test checks.
    const expected = reached.filter((name) => !/^(api\/|v3\/methods\.)/.test(name))
    assert.deepEqual(headings.sort(), expected.sort())
    for (const name of expected) {
      const code = await readFile(`${packageFolder}/dist/${name}`, 'utf8')
      assert.ok(text.includes(`### ${name}\n\n\`\`\`ts\n${code}\`\`\``), name)
    }
  })

  test('have every documented method', async () => {
    const checked = await readFile(`${packageFolder}/dist/methods.d.ts`, 'utf8')
    const names = new Set(fullText().match(/^[a-z][\w.]+(?=\()/gm))
    const facts = await readdir(`${root}api`)
    for (const file of facts.filter((name) => name.endsWith('.json'))) {
      for (const method of Object.keys(JSON.parse(await readFile(`${root}api/${file}`, 'utf8')))) {
        const name = method.replace('@3', '')
        assert.ok(names.has(name) || checked.includes(`'${name}': {`), name)
      }
    }
  })
})

suite('the page of errors', async () => {
  const { text = '' } = pages.find(({ name }) => name === 'errors') ?? {}
  const headings = Array.from(text.matchAll(/^### (\w+)$/gm), ([, code = '']) => code)
  const documented = new Set(headings.map((code) => code.toUpperCase()))

  test('has each code once', () => {
    assert.equal(documented.size, headings.length)
  })

  test('has the codes of the sources, with their kinds', () => {
    const codes = codesInSources()
    assert.ok(codes.size > 80)
    const kindsOf = new Map(
      text.split('\n### ').map((part) => {
        const [, code = '', kinds] = /^(\w+)\n[\s\S]*Kind: (.+)\.$/m.exec(part) ?? []
        return [code.toUpperCase(), kinds]
      }),
    )
    for (const [code, kinds] of codes) {
      const documented = kindsOf.get(code.toUpperCase())
      assert.ok(documented, code)
      for (const kind of kinds) assert.ok(documented.includes(`\`${kind}\``), `${code}: ${kind}`)
    }
  })

  test('has the codes of the portal', async () => {
    const tested = await readFile(`${root}tests/e2e/error-codes.test.js`, 'utf8')
    const codes = Array.from(tested.matchAll(/\['(\w+)', \d+, '/g), ([, code = '']) => code)
    assert.ok(codes.length > 20)
    for (const code of codes) assert.ok(headings.includes(code), code)
  })
})
