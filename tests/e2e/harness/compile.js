// Compiles blocks of code of the documents with the installed package, as a newcomer's project would.

import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Script } from 'node:vm'

import { transform } from 'esbuild'

import { root } from './paths.js'

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

const compilerOptions = {
  ...{ strict: true, noEmit: true, types: [], jsx: 'react-jsx' },
  ...{ target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable', 'esnext.disposable'] },
  ...{ module: 'esnext', moduleResolution: 'bundler' },
}

/** Those of scripts, which have the global of the classic script and may omit checks for null. */
const scriptOptions = {
  ...{ ...compilerOptions, strict: false, allowJs: true, checkJs: true },
  ...{ types: ['b24-wasm/script'], moduleDetection: 'force' },
}

/**
 * Compiles the blocks of TypeScript strictly, and the scripts within blocks of HTML as JavaScript, which
 * has no types for the elements of its page; parses the blocks of JavaScript. Returns what the compiler
 * prints: nothing if it accepts all of them.
 *
 * @param {import('./readme.js').Block[]} blocks
 * @param {string} folder in which the package can be imported
 * @param {{ skipLibCheck?: boolean }} [options] whether declarations of libraries are taken as they are
 * @returns {Promise<string>}
 */
export async function compileBlocks(blocks, folder, { skipLibCheck = false } = {}) {
  for (const { code } of blocks.filter(({ language }) => language === 'js')) await transform(code)
  const typed = blocks.filter(({ language }) => /^tsx?$/.test(language))
  const modules = typed.map((block) => ({ ...block, code: moduleOf(block.code) }))
  const pages = blocks.filter(({ language }) => language === 'html')
  const printed = await Promise.all([
    compile(modules, folder, { ...compilerOptions, skipLibCheck }),
    compile(pages.flatMap(scriptsOf), folder, { ...scriptOptions, skipLibCheck }),
  ])
  return printed.join('')
}

/**
 * Compiles each block as a file of its own.
 *
 * @param {import('./readme.js').Block[]} files
 * @param {string} folder
 * @param {object} compilerOptions
 */
async function compile(files, folder, compilerOptions) {
  if (files.length === 0) return ''
  const project = await mkdtemp(join(folder, 'types-'))
  await Promise.all(
    files.map(({ heading, code, language }, at) =>
      writeFile(join(project, `${at} ${heading.replace(/\W+/g, ' ')}.${language}`), code),
    ),
  )
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  const compiler = resolve(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', project]).catch(
    (error) => error,
  )
  return stdout
}

/**
 * Returns the scripts that a page contains. A classic one must be none that only a module can be.
 *
 * @param {import('./readme.js').Block} page
 * @returns {import('./readme.js').Block[]}
 */
function scriptsOf({ heading, code: page }) {
  const elements = page.matchAll(/<script(?<attributes>[^>]*)>(?<code>[\s\S]*?)<\/script>/g)
  return Array.from(elements, ({ groups: { attributes = '', code = '' } = {} }) => {
    if (!/\btype="module"/.test(attributes)) new Script(code)
    return { heading, code, language: 'js' }
  }).filter(({ code }) => code.trim() !== '')
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
    (name) => code.includes(name) && !new RegExp(`import (type )?\\{[^}]*\\b${name}\\b`).test(code),
  )
  const imports = imported.length > 0 ? `import { ${imported.join(', ')} } from 'b24-wasm'\n` : ''
  return `${imports}${declared.join('')}${code}\nexport {}\n`
}
