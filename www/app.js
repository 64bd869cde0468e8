// The demo app, a directory of the portal's users: connects the controls, the calls and the page.

/** @import { FramedB24 } from 'b24-wasm' */
/** @import { Query } from './state.js' */

import { B24 } from 'b24-wasm'

import { showConditions } from './chips.js'
import { callCode, showCode } from './code.js'
import { Company } from './company.js'
import { Controls } from './controls.js'
import { copyOnClick } from './copy.js'
import { showDeals } from './deals.js'
import { showDepartments } from './departments.js'
import { byId } from './dom.js'
import { findControl } from './emulator.js'
import { known } from './errors.js'
import { showEvents } from './events.js'
import { offerFaults } from './faults.js'
import { callParams, conditions } from './filter.js'
import { fullName } from './format.js'
import { showFrame } from './frame.js'
import { Load, offerBusyPortal } from './load.js'
import { offerSearch } from './messenger.js'
import { Numbers } from './numbers.js'
import { Pager } from './pager.js'
import { portalOrigin } from './portal.js'
import { Results } from './results.js'
import { SortControls } from './sorting.js'
import { INITIAL_QUERY, EVERYBODY, PAGE_SIZE } from './state.js'
import { offerTabs } from './tabs.js'

/** The method of a search. */
const SEARCH = 'user.get'

/** The deadline of a search in milliseconds. */
const TIMEOUT = 15_000

/** Frames that are wide enough for the code. */
const WIDE = '(min-width: 760px)'

const results = new Results()
const numbers = new Numbers(SEARCH)
const controls = new Controls((conditions) => change({ ...conditions, page: 1 }))
const sortControls = new SortControls((sorting) => change({ ...sorting, page: 1 }))
const pager = new Pager((page) => {
  change({ page })
  results.scrollToStart()
})

/** @type {FramedB24 | undefined} */
let b24
let query = INITIAL_QUERY
let running = new AbortController()

byId('code', HTMLDetailsElement).open = matchMedia(WIDE).matches
copyOnClick(byId('copy', HTMLButtonElement), byId('code-text', HTMLElement))
byId('clear', HTMLButtonElement).addEventListener('click', () => {
  clear()
  controls.focus()
})
showQuery()
void start()

/** Connects to the host page and shows the people of the portal. */
async function start() {
  results.showLoading()
  const origin = portalOrigin()
  try {
    const [connection, control] = await Promise.all([B24.frame(), findControl(origin)])
    await Promise.all([offerFaults(control, search), offerBusyPortal(control)])
    b24 = connection
  } catch (error) {
    document.body.classList.add('unconnected')
    results.showError(known(error), start)
    return
  }
  document.body.classList.remove('unconnected')
  const connected = b24
  offerTabs({
    deals: () => void showDeals(connected),
    departments: () => void showDepartments(connected),
    messenger: () => offerSearch(connected),
    company: () => void new Company(connected),
    load: () => void new Load(connected),
    events: () => void showEvents(connected),
    frame: () => showFrame(connected.frame),
  })
  await Promise.all([search(), greet(b24, origin)])
}

/**
 * Shows the signed-in user and the portal.
 *
 * @param {FramedB24} b24
 * @param {string | undefined} origin
 */
async function greet(b24, origin) {
  const host = origin ? new URL(origin).host : 'the portal'
  const caller = byId('caller', HTMLElement)
  try {
    const { result } = await b24.user.current({}, { timeout: TIMEOUT })
    caller.textContent = `${fullName(result)} at ${host}`
  } catch {
    caller.textContent = `At ${host}`
  }
}

/**
 * Searches again if something has changed.
 *
 * @param {Partial<Query>} changes
 */
function change(changes) {
  const before = callCode(callParams(query))
  query = { ...query, ...changes }
  if (callCode(callParams(query)) === before) return
  showQuery()
  void search()
}

function clear() {
  const { sort, order } = query
  rewrite({ ...EVERYBODY, sort, order })
}

/** @param {Partial<Query>} changes that the form does not show yet */
function rewrite(changes) {
  controls.write({ ...query, ...changes })
  change({ ...changes, page: 1 })
  // The pressed button may have been removed with its condition.
  if (document.activeElement === document.body) controls.focus()
}

/** Shows the query as conditions, as code and in the headers. */
function showQuery() {
  const list = byId('conditions', HTMLElement)
  showConditions(list, conditions(query), ({ reset }) => rewrite(reset), clear)
  showCode(byId('code-text', HTMLElement), callCode(callParams(query)))
  controls.mark(query)
  sortControls.show(query)
}

/** Calls the portal with the current query. Cancels a pending call. */
async function search() {
  if (!b24) return
  running.abort()
  const { signal } = (running = new AbortController())
  const current = query
  results.showLoading()
  numbers.begin()
  const stopListening = b24.on('retry', ({ method, attempt, code }) => {
    if (method === SEARCH) results.showAttempt(attempt + 1, code)
  })
  try {
    const reply = await b24.user.get(callParams(current), { signal, timeout: TIMEOUT })
    // An empty page has no total.
    const { result, total = result.length, time } = reply
    numbers.end(total, time)
    results.showPeople(result, total, current.page)
    pager.show(current.page, Math.ceil(total / PAGE_SIZE))
  } catch (error) {
    if (signal.aborted) return
    numbers.end()
    results.showError(known(error), search)
  } finally {
    stopListening()
  }
}
