// The programs of the installed tools.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { matrixFolder } from './cell.js'

/**
 * Returns the path of a package's program.
 *
 * @param {string} name of the package
 * @param {string} [program] if the package has several
 */
export function programOf(name, program = name) {
  const folder = join(matrixFolder, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[program])
}
