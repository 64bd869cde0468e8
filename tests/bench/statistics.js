// Medians with minimum and maximum, and ratios of pairs.

/** @import { Entry, Ratio, Spread } from './types.js' */

/**
 * Returns the spread of samples.
 *
 * @param {number[]} samples at least one
 * @returns {Spread}
 */
export function spread(samples) {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (/** @type {number} */ index) => sorted[index] ?? Number.NaN
  const middle = (sorted.length - 1) / 2
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  }
}

/**
 * Returns the entries of contestants, and the ratios of the first one to the others, each from the
 * pairs of samples of the same round.
 *
 * @param {Record<string, number[]>} samples of each contestant, one for each round
 * @returns {{ samples: number, entries: Entry[], ratios: Ratio[] }}
 */
export function compare(samples) {
  const [first, ...others] = Object.entries(samples)
  if (first === undefined) throw new Error('nothing was measured')
  const [, own] = first
  return {
    samples: own.length,
    entries: Object.entries(samples).map(([name, times]) => ({ name, ...spread(times) })),
    ratios: others.map(([of, times]) => ({
      of,
      ...spread(own.map((time, round) => time / (times[round] ?? Number.NaN))),
    })),
  }
}
