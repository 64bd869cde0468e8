// The code of the documentation under each compiler and each resolution of modules.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { root } from '../../e2e/harness/paths.js'
import { createCell } from '../harness/cell.js'
import { APP, blockOf, SLIM_APP } from '../harness/first-app.js'
import { run } from '../harness/program.js'

const COMPILERS = ['typescript-5.1', 'typescript-5.4', 'typescript-5.9', 'typescript']
/** Each `moduleResolution` with its `module`. */
const RESOLUTIONS = { bundler: 'esnext', node16: 'node16', nodenext: 'nodenext' }

const HELPERS = await blockOf(
  'site/pages/calls.md',
  'Dates, money, telephone numbers, uploads',
  'ts',
)

const files = {
  'package.json': '{ "private": true, "type": "module" }',
  'main.ts': APP,
  'slim.ts': SLIM_APP,
  'helpers.ts': `declare const b24: import('b24-wasm').FramedB24\n${HELPERS}`,
  'script.ts': "import 'b24-wasm/script'\nvoid B24.frame()",
  'commonjs.cts': "void import('b24-wasm').then(({ B24 }) => B24.frame())",
}

const folder = await createCell('types', { files })

for (const compiler of COMPILERS) {
  suite(compiler, () => {
    for (const [moduleResolution, module] of Object.entries(RESOLUTIONS)) {
      test(moduleResolution, async () => {
        const compilerOptions = {
          ...{ strict: true, noEmit: true, target: 'es2022', types: [], rootDir: '.' },
          ...{ lib: ['es2022', 'dom', 'dom.iterable'], module, moduleResolution },
        }
        const config = `${compiler}-${moduleResolution}.json`
        const include = ['*.ts', '*.cts']
        await writeFile(join(folder, config), JSON.stringify({ compilerOptions, include }))
        await run(folder, [join(root, 'node_modules', compiler, 'bin/tsc'), '--project', config])
      })
    }
  })
}
