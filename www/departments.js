// The departments of the company as a tree, with their employees.

/** @import { B24, Department } from 'b24-wasm' */

import { byId, create } from './dom.js'
import { known, showError } from './errors.js'
import { peopleList } from './person.js'

/**
 * Reads and shows the whole tree. The employees of a department are read when it is opened.
 *
 * @param {B24} b24
 */
export async function showDepartments(b24) {
  const tree = byId('tree', HTMLElement)
  tree.setAttribute('aria-busy', 'true')
  tree.replaceChildren(create('p', { class: 'quiet' }, 'Reading the departments…'))
  try {
    const departments = await b24.list('department.get').toArray()
    tree.replaceChildren(branch(b24, departments, null))
    tree.querySelector('details')?.setAttribute('open', '')
  } catch (error) {
    showError(tree, known(error), () => void showDepartments(b24))
  } finally {
    tree.removeAttribute('aria-busy')
  }
}

/**
 * Creates the list of the departments below `parent`; null means the top level.
 *
 * @param {B24} b24
 * @param {readonly Department[]} all
 * @param {number | null} parent
 * @returns {HTMLElement}
 */
function branch(b24, all, parent) {
  const below = all.filter((department) => department.PARENT === parent)
  return create('ul', {}, ...below.map((department) => node(b24, all, department)))
}

/**
 * @param {B24} b24
 * @param {readonly Department[]} all
 * @param {Department} department
 */
function node(b24, all, department) {
  const staff = create('div', { class: 'staff' })
  const details = create(
    'details',
    {},
    create('summary', {}, department.NAME || `Department ${department.ID}`),
    staff,
    branch(b24, all, department.ID),
  )
  details.addEventListener('toggle', () => void showStaff(b24, department, staff), { once: true })
  return create('li', {}, details)
}

/**
 * @param {B24} b24
 * @param {Department} department
 * @param {HTMLElement} staff
 */
async function showStaff(b24, { ID, UF_HEAD }, staff) {
  staff.replaceChildren(create('p', { class: 'quiet' }, 'Reading the employees…'))
  try {
    const { result } = await b24.im.department.employees.get({ ID, USER_DATA: true })
    const people = (result.get(ID) ?? []).map((person) => ({
      id: person.id,
      name: person.name ?? '',
      photo: person.avatar,
      line: person.work_position,
      mark: person.id === UF_HEAD ? 'Head' : '',
    }))
    people.sort((one, other) => other.mark.length - one.mark.length)
    const nobody = create('p', { class: 'quiet' }, 'Nobody works here directly.')
    staff.replaceChildren(people.length > 0 ? peopleList(people) : nobody)
  } catch (error) {
    const retry = () => void showStaff(b24, /** @type {Department} */ ({ ID, UF_HEAD }), staff)
    showError(staff, known(error), retry)
  }
}
