// The form with the conditions of a search.

/** @import { DateField, Gender, Query, Status, TextTest } from './state.js' */

import { create, byId } from './dom.js'
import { foldMenus } from './menus.js'
import { advice, isSearchable } from './words.js'

/** The cities of the emulator's company. */
const CITIES = [
  ...['New York', 'Los Angeles', 'Chicago', 'London', 'Berlin', 'Paris', 'Warsaw'],
  ...['Москва', 'Санкт-Петербург', 'Новосибирск', 'Калининград', 'Минск'],
]

/** Milliseconds after the last keystroke before a search starts. */
const TYPING_PAUSE = 250

const TYPED = new Set(['text', 'lastName', 'department', 'from', 'to'])

/** @typedef {Omit<Query, 'sort' | 'order' | 'page'>} Conditions the conditions of a query */

/** The form of the directory. */
export class Controls {
  #form = byId('controls', HTMLFormElement)
  #hint = byId('hint', HTMLElement)
  /** The last searchable text. */
  #text = ''
  #timer = 0

  /** @param {(conditions: Conditions) => void} onChange called when the user has changed a condition */
  constructor(onChange) {
    const cities = CITIES.map((city) => {
      const box = create('input', { type: 'checkbox', name: 'cities', value: city })
      return create('label', {}, box, city)
    })
    byId('cities', HTMLFieldSetElement).append(...cities)
    foldMenus(this.#form.querySelectorAll('details'))

    const change = () => {
      clearTimeout(this.#timer)
      onChange(this.read())
    }
    this.#form.addEventListener('input', ({ target }) => {
      this.#hint.textContent = advice(this.#value('text'))
      clearTimeout(this.#timer)
      const name = target instanceof HTMLInputElement ? target.name : ''
      this.#timer = window.setTimeout(change, TYPED.has(name) ? TYPING_PAUSE : 0)
    })
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      change()
    })
  }

  /** Focuses the search field. */
  focus() {
    this.#form.querySelector('input')?.focus()
  }

  /**
   * Returns the conditions of the form. A text that is not searchable keeps the previous one.
   *
   * @returns {Conditions}
   */
  read() {
    const text = this.#value('text')
    if (text === '' || isSearchable(text)) this.#text = text
    const department = Number(this.#value('department'))
    return {
      text: this.#text,
      lastNameTest: /** @type {TextTest} */ (this.#value('lastNameTest')),
      lastName: this.#value('lastName'),
      cities: new FormData(this.#form).getAll('cities').map(String),
      status: /** @type {Status} */ (this.#value('status')),
      department: Number.isInteger(department) && department > 0 ? department : undefined,
      gender: /** @type {Gender} */ (this.#value('gender')),
      dateField: /** @type {DateField} */ (this.#value('dateField')),
      from: this.#value('from'),
      to: this.#value('to'),
    }
  }

  /**
   * Writes conditions to the form.
   *
   * @param {Conditions} conditions
   */
  write(conditions) {
    clearTimeout(this.#timer)
    this.#text = conditions.text
    this.#hint.textContent = advice(conditions.text)
    const { cities, department, ...texts } = conditions
    for (const box of this.#form.querySelectorAll('input[name="cities"]')) {
      if (box instanceof HTMLInputElement) box.checked = cities.includes(box.value)
    }
    this.#field('department').value = department === undefined ? '' : String(department)
    for (const name of /** @type {const} */ ([
      'text',
      'lastNameTest',
      'lastName',
      'status',
      'gender',
      'dateField',
      'from',
      'to',
    ])) {
      this.#field(name).value = texts[name]
    }
  }

  /**
   * Marks the menus with a condition.
   *
   * @param {Conditions} conditions
   */
  mark(conditions) {
    const set = {
      lastName: conditions.lastName !== '',
      cities: conditions.cities.length > 0,
      department: conditions.department !== undefined,
      gender: conditions.gender !== 'any',
      from: conditions.from !== '' || conditions.to !== '',
    }
    for (const [name, isSet] of Object.entries(set)) {
      this.#form.querySelector(`details:has([name="${name}"])`)?.classList.toggle('set', isSet)
    }
  }

  /** @param {string} name */
  #value(name) {
    return String(new FormData(this.#form).get(name) ?? '').trim()
  }

  /** @param {keyof Conditions} name */
  #field(name) {
    const field = this.#form.elements.namedItem(name)
    if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement ||
      field instanceof RadioNodeList
    ) {
      return field
    }
    throw new TypeError(`the form has no field ${name}`)
  }
}
