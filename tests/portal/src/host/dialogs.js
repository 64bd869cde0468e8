// Dialogs in which a user selects items.

import { send } from './requests.js'

const ACCESS = [
  { id: 'AU', name: 'All authorized users' },
  { id: 'U1', name: 'The administrator' },
  { id: 'SG4', name: 'Workgroup: launch' },
  { id: 'DR1', name: 'All departments' },
]

const CRM_TITLES = {
  lead: 'Call from the site',
  contact: 'Ada Lovelace',
  company: 'Analytical Engines',
  deal: 'A hundred engines',
  quote: 'Offer 7',
}

// Milliseconds between the reply of a dialog and its removal.
const CLOSING_TIME = 10

// Shows a dialog that selects one or several items, and passes the confirmed items to `confirmed`.
// Closing the dialog passes nothing. As on the portal, the reply is posted first, and the dialog
// that is open a moment later is removed, even if it is another one.
function choose({ title, items, multiple, selected }, confirmed) {
  document.querySelector('dialog')?.remove()
  const dialog = document.createElement('dialog')
  const form = document.createElement('form')
  form.method = 'dialog'
  const heading = document.createElement('h2')
  heading.textContent = title
  const list = document.createElement('ul')
  for (const [at, { name }] of items.entries()) {
    const label = document.createElement('label')
    const input = document.createElement('input')
    input.type = multiple ? 'checkbox' : 'radio'
    input.name = 'item'
    input.value = String(at)
    input.checked = selected(items[at])
    label.append(input, name)
    const item = document.createElement('li')
    item.append(label)
    list.append(item)
  }
  const buttons = document.createElement('p')
  for (const [value, text] of [
    ['ok', 'Select'],
    ['cancel', 'Cancel'],
  ]) {
    const button = document.createElement('button')
    Object.assign(button, { value, textContent: text })
    buttons.append(button)
  }
  form.append(heading, list, buttons)
  dialog.append(form)
  form.addEventListener('submit', (event) => {
    const chosen = new FormData(form).getAll('item').map((at) => items[at])
    if (event.submitter.value !== 'ok' || (!multiple && chosen.length === 0)) return
    event.preventDefault()
    setTimeout(() => document.querySelector('dialog')?.remove(), CLOSING_TIME)
    confirmed(chosen)
  })
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

let users

// The first dialog loads the users; later dialogs reuse them and open immediately.
export async function selectUser({ title, mult }, confirmed) {
  users ??= send('/host/users').then((response) => response.json())
  const items = await users
  const multiple = Boolean(mult)
  choose({ title: title || 'Select a user', items, multiple, selected: () => false }, (users) =>
    confirmed(multiple ? users : users[0]),
  )
}

export function selectAccess({ value = [] }, confirmed) {
  const selected = (item) => value.includes(item.id)
  choose({ title: 'Access rights', items: ACCESS, multiple: true, selected }, confirmed)
}

export function selectCRM({ entityType = [], multiple, value }, confirmed) {
  const types = entityType.filter((type) => Object.hasOwn(CRM_TITLES, type))
  const items = types.flatMap((type) =>
    [1, 2].map((number) => ({
      id: `${type === 'company' ? 'CO' : type[0].toUpperCase()}_${number}`,
      type,
      place: type,
      title: `${CRM_TITLES[type]} ${number}`,
      name: `${CRM_TITLES[type]} ${number}`,
      desc: '',
      url: `/crm/${type}/details/${number}/`,
    })),
  )
  const selected = ({ id }) => Array.isArray(value) && value.includes(id)
  choose({ title: 'CRM', items, multiple: Boolean(multiple), selected }, (chosen) =>
    confirmed(
      Object.fromEntries(
        types.map((type) => [
          type,
          chosen.filter((item) => item.type === type).map(({ name: _name, ...item }) => item),
        ]),
      ),
    ),
  )
}
