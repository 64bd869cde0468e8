// Compiles blocks of code of the documents with the installed package, as a newcomer's project would.

import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

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

/**
 * Compiles the blocks of TypeScript strictly, and parses those of JavaScript. Returns what the compiler
 * prints: nothing if it accepts all of them.
 *
 * @param {import('./readme.js').Block[]} blocks
 * @param {string} folder in which the package can be imported
 * @param {{ skipLibCheck?: boolean }} [options] whether declarations of libraries are taken as they are
 * @returns {Promise<string>}
 */
export async function compileBlocks(blocks, folder, { skipLibCheck = false } = {}) {
  const project = await mkdtemp(join(folder, 'types-'))
  for (const { code } of blocks.filter(({ language }) => language === 'js')) await transform(code)
  const typed = blocks.filter(({ language }) => /^tsx?$/.test(language))
  await Promise.all(
    typed.map(({ heading, code, language }, at) =>
      writeFile(join(project, `${at} ${heading.replace(/\W+/g, ' ')}.${language}`), moduleOf(code)),
    ),
  )
  const settings = { compilerOptions: { ...compilerOptions, skipLibCheck } }
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify(settings))
  const compiler = resolve(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', project]).catch(
    (error) => error,
  )
  return stdout
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
