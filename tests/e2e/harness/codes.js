// The codes of errors in the sources.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

import { root } from './paths.js'

/** Where the sources name the code of an error that they create, or that they know of the portal. */
const PLACES = [
  /\b(?:(?:Error|Self)::input|Error::new|broken|inputError|createError)\(\s*(?:(?:ErrorKind::\w+|'\w+'),\s*)?["']([A-Z]\w+)["']/g,
  /\(\s*(?:ErrorKind::\w+|&self\.\w+), "([A-Z]\w+)"/g,
  /\("([A-Z]\w+)", ErrorKind::/g,
  /\bcode: '([A-Z]\w+)'/g,
  /\bconst ([A-Z]+_[A-Z_]+): &str = "\1";/g,
]

/** Returns the codes of the errors that the package creates or has advice for. */
export function codesInSources() {
  const names = execFileSync('git', ['ls-files', 'src', 'pkg-template/src'], { cwd: root })
  const codes = new Set()
  for (const name of names.toString().trim().split('\n')) {
    if (/(^|\/)tests(\.rs|\/)/.test(name)) continue
    // The module of a file's unit tests is its last part.
    const [code = ''] = readFileSync(`${root}${name}`, 'utf8').split(/^#\[cfg\(test\)\]\nmod /m)
    for (const place of PLACES) for (const [, found = ''] of code.matchAll(place)) codes.add(found)
  }
  return [...codes].sort()
}
