// The switch that makes an emulated portal fail. A real portal has no such thing.

import { byId, create } from './dom.js'

const FAILING = 'user.get'

/**
 * Each fault, as the emulator's control address takes it, by what a person reads.
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
  'Slow answer (4 s)': { name: 'slow', delay_ms: 4000 },
  'No answer': { name: 'never' },
}

/**
 * Offers the switch where the portal is an emulator, and takes it away where it is not. It starts
 * off, so faults that are left from before are removed.
 *
 * @param {string | undefined} portal the portal's origin
 * @param {() => void} onChange called when the portal has begun to fail, or to work
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
  // Where the portal is gone, a search says so.
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
