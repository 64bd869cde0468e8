// A short soak: 500 calls over a portal of whose responses a fifth is faulty.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { soak } from './soak.js'

test('500 calls end right, and write nothing twice', async () => {
  const { report, problems } = await soak({ calls: 500, seed: 7 })
  assert.deepEqual(problems, [])
  const failed = Object.entries(report.outcomes).filter(([name]) => !name.endsWith(': ok'))
  assert.ok(failed.length > 3, 'faults were seen')
})
