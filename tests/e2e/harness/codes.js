// The codes of errors in the sources.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

import { root } from './paths.js'

/** Where the sources name the code of an error that they create, or that they know of the portal. */
const PLACES = [
  /\b(?:Error|Self)::(?<kind>input)\(\s*"(?<code>[A-Z]\w+)"/g,
  /\b(?<kind>input)Error\(\s*'(?<code>[A-Z]\w+)'/g,
  /\bcreateError\(\s*'(?<kind>\w+)',\s*'(?<code>[A-Z]\w+)'/g,
  /\bErrorKind::(?<kind>\w+),\s*"(?<code>[A-Z]\w+)"/g,
  /"(?<code>[A-Z]\w+)", ErrorKind::(?<kind>\w+)/g,
  /\bkind: '(?<kind>\w+)',\s*code: '(?<code>[A-Z]\w+)'/g,
  /\bcode: '(?<code>[A-Z]\w+)'/g,
  /\bbroken\("(?<code>[A-Z]\w+)"/g,
  /\(&self\.\w+, "(?<code>[A-Z]\w+)"/g,
  /\bconst (?<code>[A-Z]+_[A-Z_]+): &str = "\k<code>";/g,
]

/**
 * Returns the codes of the errors that the package creates or has advice for, each with its kinds where the
 * sources name them beside it.
 */
export function codesInSources() {
  const names = execFileSync('git', ['ls-files', 'src', 'pkg-template/src'], { cwd: root })
  /** @type {Map<string, Set<string>>} */
  const codes = new Map()
  for (const name of names.toString().trim().split('\n')) {
    if (/(^|\/)tests(\.rs|\/)/.test(name)) continue
    // The module of a file's unit tests is its last part.
    const [source = ''] = readFileSync(`${root}${name}`, 'utf8').split(/^#\[cfg\(test\)\]\nmod /m)
    for (const { groups } of PLACES.flatMap((place) => [...source.matchAll(place)])) {
      const { code = '', kind } = groups ?? {}
      const kinds = codes.get(code) ?? new Set()
      if (kind !== undefined) kinds.add(kind.toLowerCase())
      codes.set(code, kinds)
    }
  }
  return codes
}
