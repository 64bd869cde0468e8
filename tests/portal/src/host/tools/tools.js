// The developer tools of the host page: the app's requests and commands, each with its call in TypeScript,
// the room in the portal's bucket, and the life of the token.

import { codeOfCommand } from './frame-code.js'
import { describe } from './rest-code.js'

const INTERVAL_MS = 500

// The most entries that are kept.
const MAX_ENTRIES = 300

const panel = document.getElementById('tools')
const list = document.getElementById('tools-list')
const state = document.getElementById('tools-state')
const filters = [...panel.querySelectorAll('input[name="kind"]')]
const counts = { request: 0, preflight: 0, command: 0 }

let position = 0
let timer

// Follows the app's requests while the panel is open.
export function followApp() {
  filters.forEach((filter) => filter.addEventListener('change', showKinds))
  document.getElementById('tools-clear').addEventListener('click', () => list.replaceChildren())
  panel.addEventListener('toggle', () => (panel.open ? poll() : clearTimeout(timer)))
  showKinds()
}

// Adds a command of the app; returns a function that sets its outcome.
export function addCommand(name, params) {
  const outcome = document.createElement('span')
  add('command', name, outcome, codeOfCommand(name, params))
  return (text) => (outcome.textContent = text)
}

async function poll() {
  clearTimeout(timer)
  try {
    const response = await fetch(`/control/activity?from=${position}`)
    show(await response.json())
  } catch {
    state.textContent = 'The emulator does not respond.'
  }
  if (panel.open) timer = setTimeout(poll, INTERVAL_MS)
}

function show({ requests, next, bucket, token_seconds: seconds }) {
  position = next
  for (const record of requests) addRequest(record)
  const room = bucket
    ? `Room for ${Math.floor(bucket.capacity - bucket.level)} of ${bucket.capacity} requests, ${bucket.leak_per_second} more each second`
    : 'No limit of requests'
  const life = seconds > 0 ? `expires in ${duration(seconds)}` : 'has expired'
  const text = `${room}. The token ${life}. ${counts.request} requests, ${counts.preflight} preflights.`
  if (state.textContent !== text) state.textContent = text
}

function duration(seconds) {
  return seconds < 120 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`
}

function addRequest(record) {
  const status = document.createElement('span')
  status.textContent = record.status ? String(record.status) : 'no response'
  status.classList.toggle('failed', record.status >= 400 || record.status === 0)
  if (record.preflight) {
    add('preflight', `OPTIONS ${record.path.split('/').at(-1)}`, status)
    return
  }
  const { method, calls, code } = describe(record)
  const title = method === 'batch' ? `batch of ${calls.length}: ${calls.join(', ')}` : method
  add('request', title, status, code)
}

// Adds an entry above the others.
function add(kind, title, outcome, code) {
  counts[kind]++
  const item = document.createElement('li')
  item.dataset.kind = kind
  const name = document.createElement('code')
  name.textContent = title
  if (code === undefined) {
    item.append(name, outcome)
  } else {
    const details = document.createElement('details')
    const summary = document.createElement('summary')
    summary.append(name, outcome)
    const pre = document.createElement('pre')
    pre.textContent = code
    pre.tabIndex = 0
    details.append(summary, pre)
    item.append(details)
  }
  list.prepend(item)
  if (list.childElementCount > MAX_ENTRIES) list.lastElementChild.remove()
}

function showKinds() {
  for (const { value, checked } of filters) list.classList.toggle(`without-${value}`, !checked)
}
