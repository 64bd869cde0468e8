// The first app of the README under the newest Vite.

import { createRequire } from 'node:module'

import { openStage } from '../../e2e/harness/stage.js'
import { testVite } from '../harness/vite.js'

// Vitest depends on it.
const { resolve } = createRequire(import.meta.resolve('vitest/package.json'))

testVite(await openStage(), 'vite', resolve('vite/package.json'))
