// `node tests/soak/main.js CALLS SEED`: runs the soak and prints a summary. Fails if something is wrong.

import { soak } from './soak.js'

const [calls = 10_000, seed = 1] = process.argv.slice(2).map(Number)
const { report, problems, facts } = await soak({ calls, seed })
for (const [name, value] of Object.entries(facts)) console.log(`${name}: ${value}`)
for (const name of Object.keys(report.outcomes).toSorted()) {
  console.log(`${name}: ${report.outcomes[name]}`)
}
for (const problem of problems.slice(0, 20)) console.error(`wrong: ${problem}`)
console.log(`${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
