// The switch that makes an emulated portal fail.

import { byId, create } from './dom.js'

const FAILING = 'user.get'

/**
 * The faults in the format of the emulator's control address, by their labels.
 *
 * @type {Record<string, { name: string, code?: string, times?: number, delay_ms?: number }>}
 */
const FAULTS = {
  'Rate limit (503)': { name: 'error', code: 'QUERY_LIMIT_EXCEEDED' },
  'HTML error page (500)': { name: 'fatal-html' },
  'Truncated JSON': { name: 'truncated' },
  'Dropped connection': { name: 'drop' },
  'Expired token, once': { name: 'error', code: 'expired_token', times: 1 },
  'Expired token, for good': { name: 'error', code: 'expired_token' },
  'Slow response (4 s)': { name: 'slow', delay_ms: 4000 },
  'No response': { name: 'never' },
}

/**
 * Shows the switch if the portal is an emulator. It is off at first, so earlier faults are removed.
 *
 * @param {string | undefined} portal the portal's origin
 * @param {() => void} onChange called when the faults have changed
 */
export async function offerFaults(portal, onChange) {
  const section = byId('faults', HTMLElement)
  const control = `${portal}/control`
  if (!portal || !(await isEmulator(control))) {
    section.hidden = true
    return
  }
  const toggle = byId('fail', HTMLInputElement)
  const choice = byId('fault', HTMLSelectElement)
  choice.append(...Object.keys(FAULTS).map((label) => create('option', {}, label)))
  const apply = async () => {
    await fetch(`${control}/faults`, { method: 'DELETE' })
    if (toggle.checked) {
      const body = JSON.stringify({ ...FAULTS[choice.value], method: FAILING })
      await fetch(`${control}/faults`, { method: 'POST', body })
    }
  }
  await apply()
  // If the portal is unreachable, the search shows the error.
  toggle.addEventListener('change', () => void apply().then(onChange, onChange))
  choice.addEventListener('change', () => {
    if (toggle.checked) void apply().then(onChange, onChange)
  })
  section.classList.add('ready')
}

/** @param {string} control */
async function isEmulator(control) {
  try {
    const response = await fetch(`${control}/settings`, { signal: AbortSignal.timeout(3000) })
    return response.ok
  } catch {
    return false
  }
}
