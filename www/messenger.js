// Searches people, departments and chats with three methods in one request.

/** @import { B24, Chat, FoundUser, ImDepartment, Outcome } from 'b24-wasm' */

import { byId, create } from './dom.js'
import { known, showError } from './errors.js'
import { integer } from './format.js'
import { peopleList } from './person.js'

/** Milliseconds after the last keystroke before a search starts. */
const PAUSE = 250

const LIMIT = 20

/** The fewest characters of a phrase. */
const SHORTEST = 3

/**
 * Searches while the user types. A new search cancels a pending one.
 *
 * @param {B24} b24
 */
export function offerSearch(b24) {
  const input = byId('phrase', HTMLInputElement)
  const found = byId('found', HTMLElement)
  const hint = byId('phrase-hint', HTMLElement)
  let running = new AbortController()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const search = async () => {
    running.abort()
    const { signal } = (running = new AbortController())
    const FIND = input.value.trim()
    const isShort = [...FIND].length < SHORTEST
    hint.textContent = FIND && isShort ? `Enter at least ${SHORTEST} letters.` : ''
    if (isShort) {
      found.removeAttribute('aria-busy')
      return found.replaceChildren()
    }
    found.setAttribute('aria-busy', 'true')
    try {
      const { people, departments, chats } = await b24.batch(
        {
          people: ['im.search.user.list', { FIND, LIMIT }],
          departments: ['im.search.department.list', { FIND, LIMIT, USER_DATA: true }],
          chats: ['im.search.chat.list', { FIND, LIMIT }],
        },
        { signal },
      )
      found.replaceChildren(
        group('People', people, (result) => peopleList([...result.values()].map(person))),
        group('Departments', departments, (result) => peopleList(result.map(department))),
        group('Chats', chats, (result) => peopleList(result.map(chat))),
      )
    } catch (error) {
      if (signal.aborted) return
      showError(found, known(error), search)
    }
    found.removeAttribute('aria-busy')
  }
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(search, PAUSE)
  })
  input.focus()
}

/**
 * Creates the section of one search, with its result or its error.
 *
 * @template Result
 * @param {string} title
 * @param {Outcome<Result>} outcome
 * @param {(result: Result) => HTMLElement} list
 */
function group(title, outcome, list) {
  const section = create('section', { 'aria-label': title }, create('h2', {}, title))
  if (!outcome.ok) {
    section.append(create('p', { class: 'failed' }, outcome.error.description))
    return section
  }
  const items = list(outcome.result)
  const shown = items.childElementCount
  const { total = shown } = outcome
  section.append(
    create('p', { class: 'quiet' }, total > 0 ? `${shown} of ${integer(total)}` : 'None'),
    items,
  )
  return section
}

/** @param {FoundUser} found */
function person({ id, name, avatar, work_position }) {
  return { id, name: name ?? '', photo: avatar, line: work_position }
}

/** @param {ImDepartment} found */
function department({ id, name, full_name, manager_user_data }) {
  const line = manager_user_data ? `Head: ${manager_user_data.name}` : full_name
  return { id, name: name ?? '', line }
}

/** @param {Chat} found */
function chat({ id, name, avatar, user_counter }) {
  return { id, name: name ?? '', photo: avatar, line: `${user_counter ?? 0} people` }
}
