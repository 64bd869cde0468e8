// The declarations of the package by entry, in the order in which a reader meets them: an entry's own file,
// the files that it imports, then theirs.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'

const folder = fileURLToPath(new URL('../pkg/', import.meta.url))

/** The files of methods, which `methods.mjs` writes as one line for each method. */
const METHODS = /^dist\/(api\/|v3\/methods\.d\.ts$)/

/** An import of a file of the package, as a declaration or within a type. */
const IMPORT = /(?:\bfrom |\bimport\()['"](\.[^'"]+)\.js['"]/g

/**
 * An entry of the package.
 *
 * @typedef {object} Entry
 * @property {string} name as apps import it
 * @property {string[]} files that no entry before has, relative to the package
 */

/** Returns the entries in the order of the manifest. @returns {Entry[]} */
export function readEntries() {
  const { name, exports } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'))
  /** @type {Set<string>} */
  const known = new Set()
  return Object.entries(exports).flatMap(([path, { types }]) =>
    types === undefined ? [] : [{ name: join(name, path), files: filesFrom(join(types), known) }],
  )
}

/** Returns a file and those that it reaches. @param {string} entry @param {Set<string>} known */
function filesFrom(entry, known) {
  const files = known.has(entry) ? [] : [entry]
  // The loop also visits the files that it appends.
  for (const file of files) {
    known.add(file)
    for (const [, path = ''] of readDeclarations(file).matchAll(IMPORT)) {
      const imported = `${join(dirname(file), path)}.d.ts`
      if (!known.has(imported) && !METHODS.test(imported)) {
        known.add(imported)
        files.push(imported)
      }
    }
  }
  return files
}

/** Returns the text of a file of declarations. @param {string} file relative to the package */
export function readDeclarations(file) {
  return readFileSync(folder + file, 'utf8')
}
