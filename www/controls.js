// The form with the conditions of a search.

/** @import { DateField, Gender, Query, Status, TextTest } from './state.js' */

import { create, byId } from './dom.js'
import { foldMenus } from './menus.js'
import { advice, isSearchable } from './words.js'

/** The cities in which the emulator's company has its people. */
const CITIES = [
  ...['New York', 'Los Angeles', 'Chicago', 'London', 'Berlin', 'Paris', 'Warsaw'],
  ...['Москва', 'Санкт-Петербург', 'Новосибирск', 'Калининград', 'Минск'],
]

/** Milliseconds without a keystroke after which typing counts as done. */
const TYPING_PAUSE = 250

const TYPED = new Set(['text', 'lastName', 'department', 'from', 'to'])

/** @typedef {Omit<Query, 'sort' | 'order' | 'page'>} Asked the conditions of a query */

/** The form of the directory. */
export class Controls {
  #form = byId('controls', HTMLFormElement)
  #hint = byId('hint', HTMLElement)
  /** The last text that the portal can search for. */
  #text = ''
  #timer = 0

  /** @param {(asked: Asked) => void} onChange called when a person has changed a condition */
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

  /** Puts the cursor where a search begins. */
  focus() {
    this.#form.querySelector('input')?.focus()
  }

  /**
   * What the form says. A text that the portal cannot search for leaves the one before in force.
   *
   * @returns {Asked}
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
   * Makes the form say what is asked.
   *
   * @param {Asked} asked
   */
  write(asked) {
    clearTimeout(this.#timer)
    this.#text = asked.text
    this.#hint.textContent = advice(asked.text)
    const { cities, department, ...texts } = asked
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
   * Marks the menus in which a condition is set.
   *
   * @param {Asked} asked
   */
  mark(asked) {
    const set = {
      lastName: asked.lastName !== '',
      cities: asked.cities.length > 0,
      department: asked.department !== undefined,
      gender: asked.gender !== 'any',
      from: asked.from !== '' || asked.to !== '',
    }
    for (const [name, isSet] of Object.entries(set)) {
      this.#form.querySelector(`details:has([name="${name}"])`)?.classList.toggle('set', isSet)
    }
  }

  /** @param {string} name */
  #value(name) {
    return String(new FormData(this.#form).get(name) ?? '').trim()
  }

  /** @param {keyof Asked} name */
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
