// The switch that makes an emulated portal fail.

/** @import { Control } from './emulator.js' */

import { byId, create } from './dom.js'

const FAILING = 'user.get'

/**
 * The faults in the format of the emulator's control address, by their labels.
 *
 * @type {Record<string, { name: string, code?: string, times?: number, delay_ms?: number }>}
 */
const FAULTS = {
  // A portal admits requests again after a while.
  'Rate limit, twice': { name: 'error', code: 'QUERY_LIMIT_EXCEEDED', times: 2 },
  'Internal error (500)': { name: 'error', code: 'INTERNAL_SERVER_ERROR' },
  'HTML error page (500)': { name: 'fatal-html' },
  'Truncated JSON': { name: 'truncated' },
  'Bad gateway (502), once': { name: 'bad-gateway-html', times: 1 },
  'Dropped connection': { name: 'drop' },
  'Expired token, once': { name: 'error', code: 'expired_token', times: 1 },
  'Expired token, for good': { name: 'error', code: 'expired_token' },
  'Slow response (4 s)': { name: 'slow', delay_ms: 4000 },
  'No response': { name: 'never' },
}

/**
 * Shows the switch if the portal is an emulator. It is off at first, so earlier faults are removed.
 *
 * @param {Control | undefined} control
 * @param {() => void} onChange called when the faults have changed
 */
export async function offerFaults(control, onChange) {
  const section = byId('faults', HTMLElement)
  if (!control) {
    section.hidden = true
    return
  }
  const toggle = byId('fail', HTMLInputElement)
  const choice = byId('fault', HTMLSelectElement)
  choice.append(...Object.keys(FAULTS).map((label) => create('option', {}, label)))
  const apply = async () => {
    await control('DELETE', 'faults')
    if (toggle.checked)
      await control('POST', 'faults', { ...FAULTS[choice.value], method: FAILING })
  }
  await apply()
  // If the portal is unreachable, the search shows the error.
  toggle.addEventListener('change', () => void apply().then(onChange, onChange))
  choice.addEventListener('change', () => {
    if (toggle.checked) void apply().then(onChange, onChange)
  })
  section.classList.add('ready')
}
