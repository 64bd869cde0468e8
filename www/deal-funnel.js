// The funnel: how many deals have reached each stage.

/** @import { Deal, Stage } from './deal-data.js' */

import { create } from './dom.js'
import { counted, integer } from './format.js'

/**
 * Shows a bar for each stage. A deal has passed all stages before its own; of a lost deal it is not known
 * how far it was, so that lost deals are only counted.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement} note
 * @param {readonly Stage[]} stages
 * @param {readonly Deal[]} deals
 */
export function showFunnel(list, note, stages, deals) {
  const path = stages.filter(({ meaning }) => meaning !== 'lost')
  const counts = path.map(({ id }) => deals.filter(({ stage }) => stage === id).length)
  const reached = counts.map((_, at) => counts.slice(at).reduce((sum, count) => sum + count, 0))
  const [all = 0] = reached
  list.replaceChildren(...path.map((stage, at) => bar(stage, reached[at] ?? 0, all)))
  const lost = deals.length - all
  const won = all > 0 ? Math.round((100 * (reached.at(-1) ?? 0)) / (all + lost)) : 0
  note.textContent = `Won: ${won}% of all. Lost and not in the chart: ${counted(lost, 'deal')}.`
}

/**
 * @param {Stage} stage
 * @param {number} count
 * @param {number} all
 */
function bar({ name, color }, count, all) {
  const share = all > 0 ? Math.round((100 * count) / all) : 0
  const bar = create('span', { class: 'bar', 'aria-hidden': 'true' })
  bar.style.setProperty('--share', `${share}%`)
  bar.style.setProperty('--stage', color)
  const number = create('span', { class: 'number' }, create('b', {}, integer(count)), ` ${share}%`)
  return create('li', {}, create('span', {}, name), bar, number)
}
