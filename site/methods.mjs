// The documented methods as text: a line for each with its parameters, its result and the codes of its
// errors, and a line for each record that they name.

import { readFileSync, readdirSync } from 'node:fs'

const facts = new URL('../api/', import.meta.url)

/** The codes of the errors of the documented methods, by their names; those of REST 3.0 end with `@3`. */
const errors = new Map(
  readdirSync(facts)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => Object.entries(JSON.parse(readFileSync(new URL(name, facts), 'utf8'))))
    .map(([method, { errors = [] }]) => [method, errors.filter(Boolean).join(', ')]),
)

/**
 * Returns the lines of a generated file of declarations: the methods, then the records.
 *
 * @param {string} path
 * @param {'' | '@3'} [version] of REST
 * @returns {string[]}
 */
export function methodLines(path, version = '') {
  const text = readFileSync(path, 'utf8').replace(/^ *\/\*\*.*\*\/\n/gm, '')
  const methods = Array.from(
    text.matchAll(/^ {2}'([\w.]+)': \{ params: (.*?); result: (.*?)(?:; row: .*)? \}$/gm),
    ([, name, params = '', result]) => {
      const taken = /^(object|NoParams.*)$/.test(params) ? '' : params
      const codes = errors.get(name + version)
      return `${name}(${taken}): ${result}${codes ? ` // errors: ${codes}` : ''}`
    },
  )
  const records = Array.from(
    text.matchAll(/^export interface (\w+(?<!Methods|MethodsV3|Tree|TreeV3)) \{\n([\s\S]*?)^\}/gm),
    ([, name, body = '']) => `${name} = { ${membersOf(body).join('; ')} }`,
  )
  return [...methods, ...records].map((line) => line.replaceAll(' | null', ''))
}

/** Returns the members of a record, without the one that stands for any other. @param {string} body */
function membersOf(body) {
  const lines = body.split('\n').map((line) => line.trim())
  return lines.filter((line) => line && !line.startsWith('[member'))
}
