// Where the time of a work goes: the parts of each contestant in the browser's own profile.

/** @import { Frame } from 'playwright-core' */
/** @import { Works } from './types.js' */

/** The time between two samples, in microseconds. */
const INTERVAL = 100

/** One sample before a contestant's profile, and one during it. */
const SAMPLE = { rounds: 1, sampleTime: 2000 }

/** A part with less than this share of the time is not named. */
const NAMED = 0.015

/**
 * Profiles a work of each contestant, and returns a line for each.
 *
 * @param {Frame} frame
 * @param {keyof Works} work
 * @param {string} reply
 * @param {string[]} names of the contestants
 */
export async function profileWork(frame, work, reply, names) {
  const page = frame.page()
  // A frame has a session of its own if it has a process of its own.
  const session = await page
    .context()
    .newCDPSession(frame)
    .catch(() => page.context().newCDPSession(page))
  await session.send('Profiler.enable')
  await session.send('Profiler.setSamplingInterval', { interval: INTERVAL })
  const lines = []
  for (const name of names) {
    const sample = async () => {
      const times = await frame.evaluate(
        ({ work, reply, options, name }) => bench.time(work, reply, options, name),
        { work, reply, options: SAMPLE, name },
      )
      const [time = NaN] = times[name] ?? []
      return time
    }
    await sample()
    await session.send('Profiler.start')
    const time = await sample()
    const { profile } = await session.send('Profiler.stop')
    lines.push(`${name}: ${Math.round(time)} µs: ${describe(profile, time)}`)
  }
  await session.detach()
  return lines
}

/**
 * Returns the parts of a profile, the largest first, with the microseconds of one run.
 *
 * @typedef {{ functionName: string, url: string }} CallFrame
 * @param {{ nodes: { id: number, callFrame: CallFrame }[], samples?: number[], timeDeltas?: number[] }} profile
 * @param {number} time of a run
 */
function describe({ nodes, samples = [], timeDeltas = [] }, time) {
  const parts = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame)]))
  /** @type {Map<string, number>} */
  const times = new Map()
  for (const [at, id] of samples.entries()) {
    const part = parts.get(id) ?? ''
    times.set(part, (times.get(part) ?? 0) + (timeDeltas[at] ?? 0))
  }
  const whole = [...times.values()].reduce((sum, part) => sum + part, 0)
  return [...times]
    .toSorted(([, one], [, other]) => other - one)
    .filter(([, part]) => part / whole >= NAMED)
    .map(([name, part]) => `${name} ${((part / whole) * time).toFixed(1)}`)
    .join(', ')
}

/**
 * Returns the part to which a function belongs. The browser's profile counts `JSON.parse` to its caller.
 *
 * @param {CallFrame} callFrame
 */
function partOf({ functionName, url }) {
  if (url.startsWith('wasm:') || functionName.startsWith('wasm-')) return 'wasm'
  return url === '' ? functionName.replace(/^\((.*)\)$/, '$1') : 'JavaScript'
}
