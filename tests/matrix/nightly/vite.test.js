// The first app of the README under older versions of Vite.

import { join } from 'node:path'

import { openStage } from '../../e2e/harness/stage.js'
import { matrixFolder } from '../harness/cell.js'
import { testVite } from '../harness/vite.js'

const stage = await openStage()
for (const name of ['vite-5', 'vite-6', 'vite-7']) {
  testVite(stage, name, join(matrixFolder, 'node_modules', name, 'package.json'), true)
}
