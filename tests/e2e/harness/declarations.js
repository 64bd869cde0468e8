// The declarations of the installed package that an app's compiler reads.

import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { promisify } from 'node:util'

import { packageFolder, root } from './paths.js'

const SETTINGS = [
  ...['--ignoreConfig', '--noEmit', '--noLib', '--types', ''],
  ...['--module', 'esnext', '--moduleResolution', 'bundler'],
]

/** Returns the files that the compiler reaches from the package's entries, relative to `dist`. */
export async function reachedDeclarations() {
  const { exports } = JSON.parse(await readFile(resolve(packageFolder, 'package.json'), 'utf8'))
  const entries = Object.values(exports).flatMap(({ types = [] }) => types)
  const compiler = resolve(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [compiler, ...SETTINGS, '--listFilesOnly', ...entries],
    { cwd: packageFolder },
  )
  const dist = resolve(packageFolder, 'dist')
  const paths = stdout.trim().split('\n')
  return paths.filter((path) => path.startsWith(`${dist}/`)).map((path) => relative(dist, path))
}
