// Compares the figures of a row with its targets.

/** @import { Reported, Target } from './types.js' */

/**
 * Returns the row with `met` in each of its targets.
 *
 * @param {Reported} row
 * @returns {Reported}
 */
export function judge(row) {
  const targets = row.targets?.map((target) => {
    const figure = figureOf(row, target)
    return figure === undefined ? target : { ...target, met: figure <= target.max }
  })
  return { ...row, ...(targets && { targets }) }
}

/**
 * Returns whether a judged row meets all of its targets.
 *
 * @param {Reported} row
 */
export function isMet({ targets = [] }) {
  return targets.every(({ met }) => met)
}

/**
 * @param {Reported} row
 * @param {Target} target
 */
function figureOf({ entries: [own], ratios = [] }, { of, figure }) {
  if (of !== undefined) return ratios.find((ratio) => ratio.of === of)?.median
  return figure === 'requests' ? own?.requests : own?.median
}
