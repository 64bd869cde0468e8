#!/usr/bin/env node
// `npx b24-wasm types --webhook ADDRESS`: writes declarations of a portal's own fields.

import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'

import { B24 } from 'b24-wasm'

import { declarations, loadFields } from './fields.js'

const USAGE = `Usage: b24-wasm types --webhook ADDRESS [--out FILE]

Writes declarations of the portal's own fields: of deals, leads, contacts, companies, quotes, smart
processes, tasks, lists and users.

  --webhook ADDRESS  the address of a webhook with the scopes crm, task, lists and user.userfield, which
                     is not written anywhere: https://example.bitrix24.com/rest/1/code/
  --out FILE         the file, by default b24-portal.d.ts
  --help             prints this text`

/** Ends with an error. @param {string} problem @returns {never} */
function exit(problem) {
  console.error(problem)
  process.exit(1)
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        webhook: { type: 'string' },
        out: { type: 'string', default: 'b24-portal.d.ts' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    return exit(`${/** @type {Error} */ (error).message}\n\n${USAGE}`)
  }
}

const { positionals, values } = readArguments()
if (values.help) {
  console.log(USAGE)
} else if (positionals.join() !== 'types' || !values.webhook) {
  exit(USAGE)
} else {
  try {
    const b24 = await B24.webhook(values.webhook)
    const { entities, skipped } = await loadFields(b24)
    await writeFile(values.out, declarations(entities))
    for (const [name, fields] of entities) console.log(`${name}: ${fields.length} fields`)
    for (const [method, code] of skipped) console.log(`${method}: ${code}, left out`)
    console.log(`written: ${values.out}; it has to be among the files of tsconfig.json`)
  } catch (error) {
    exit(String(error))
  }
}
