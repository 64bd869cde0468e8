// Times works in interleaved rounds.

/** Warm-up of each work, in milliseconds. */
const WARM_UP = 400

/**
 * Times works: each round takes one sample of every work, in an order that rotates, so that whatever
 * disturbs the machine disturbs all of them.
 *
 * @param {Record<string, () => Promise<unknown>>} works
 * @param {{ rounds: number, sampleTime: number }} options `sampleTime` in milliseconds
 * @returns {Promise<Record<string, number[]>>} microseconds for each round
 */
export async function timeWorks(works, { rounds, sampleTime }) {
  const entries = []
  for (const [name, work] of Object.entries(works)) {
    const count = Math.max(1, Math.ceil(sampleTime / (await warmUp(work))))
    entries.push({ name, work, count, times: /** @type {number[]} */ ([]) })
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < entries.length; turn++) {
      const entry = entries[(round + turn) % entries.length]
      if (entry === undefined) continue
      // Pending tasks and timers of the previous work run before the sample.
      await new Promise((resolve) => setTimeout(resolve))
      entry.times.push((await time(entry.work, entry.count)) * 1000)
    }
  }
  return Object.fromEntries(entries.map(({ name, times }) => [name, times]))
}

/**
 * Repeats a work until it is compiled, and returns its time in milliseconds.
 *
 * @param {() => Promise<unknown>} work
 */
async function warmUp(work) {
  const end = performance.now() + WARM_UP
  let count = 8
  let last = await time(work, count)
  while (performance.now() < end) {
    // Clocks of pages tick every 0.1 ms.
    if (last * count < 5) count *= 2
    last = await time(work, count)
  }
  return Math.max(last, 0.001)
}

/**
 * Returns the mean time of `count` runs, in milliseconds.
 *
 * @param {() => Promise<unknown>} work
 * @param {number} count
 */
async function time(work, count) {
  const start = performance.now()
  for (let run = 0; run < count; run++) await work()
  return (performance.now() - start) / count
}
