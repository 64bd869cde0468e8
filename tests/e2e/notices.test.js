// The notices of third parties in the package: one for each crate that is compiled into the modules.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { packageFolder, root } from './harness/paths.js'

/** The features of the modules. */
const FEATURES = ['js', 'js-v3', 'js-push']

/** Returns the crates of a module with their versions, as cargo resolves them. @param {string} feature */
function cratesOf(feature) {
  const target = ['--target', 'wasm32-unknown-unknown', '--edges', 'normal,no-proc-macro']
  const features = ['--no-default-features', '--features', feature]
  const format = ['--prefix', 'none', '--format', '{p}|{l}']
  const args = ['tree', '--package', 'b24-wasm', ...features, ...target, ...format]
  const lines = execFileSync('cargo', args, { cwd: root, encoding: 'utf8' }).trim().split('\n')
  return lines
    .map((line) => /^(\S+) v(\S+)(?: \(\*\))?\|/.exec(line))
    .flatMap((match) => (match ? [`${match[1]} ${match[2]}`] : []))
}

const [, ...parts] = readFileSync(join(packageFolder, 'THIRD-PARTY-NOTICES.txt'), 'utf8').split(
  /^-{80}\n\n/m,
)
const notices = parts.map((part) => {
  const [projects = '', ...text] = part.split('\n\n')
  return { projects: projects.split('\n'), text: text.join('\n\n') }
})

suite('the notices of third parties', () => {
  test('name each compiled crate, and no other', () => {
    const named = notices.flatMap(({ projects }) => projects)
    const crates = named.filter((name) => / \d+\.\d+\.\d+$/.test(name))
    assert.deepEqual([...new Set(crates)].sort(), [...new Set(FEATURES.flatMap(cratesOf))].sort())
    for (const part of ['the Rust standard library', 'hashbrown, in the Rust standard library'])
      assert.ok(named.includes(part), part)
  })

  test('have a copyright or a permission each', () => {
    assert.ok(notices.length > 5)
    for (const { projects, text } of notices) {
      assert.match(text, /Permission\s+is hereby granted/, projects[0])
      assert.ok(text.length > 900, projects[0])
    }
  })
})
