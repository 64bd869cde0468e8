// A tab of a deal: who is responsible, the colleagues, and a search for the next one.

import { B24, B24Error, type FramedB24, type ImUser } from 'b24-wasm'
import { Currencies } from 'b24-wasm/helpers'

/** What is shown of a person. */
type Person = Pick<ImUser, 'id' | 'name' | 'work_position'>

/** The name of the person's setting. */
const COMPACT = 'deal-tab-compact'

/** Milliseconds after the last key before people are searched. */
const PAUSE = 250

const element = <Type extends HTMLElement = HTMLElement>(selector: string): Type => {
  const found = document.querySelector<Type>(selector)
  if (!found) throw new Error(`no ${selector} in the page`)
  return found
}

const title = element('h1')
const status = element('#status')
const compact = element<HTMLInputElement>('#compact')
const search = element<HTMLInputElement>('#search')

/** Runs what a person asked for, and shows the error if it fails. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  status.textContent = ''
  try {
    await work()
  } catch (error) {
    if (!(error instanceof B24Error)) throw error
    if (error.kind !== 'aborted') status.textContent = `${error.description} (${error.code})`
  }
}

function people(list: Iterable<Person>, choose?: (person: Person) => void): HTMLElement[] {
  return Array.from(list, (person) => {
    const item = document.createElement('li')
    const name = document.createElement(choose ? 'button' : 'span')
    name.textContent = person.name
    if (choose) name.addEventListener('click', () => choose(person))
    const position = document.createElement('span')
    position.textContent = compact.checked ? '' : person.work_position
    item.append(name, position)
    return item
  })
}

/** Shows the deal, the person who is responsible, and the people of the same departments. */
async function show(b24: FramedB24, id: string, currencies: Currencies): Promise<void> {
  const deal = B24.ref('deal', 'crm.deal.get')
  const responsible = B24.ref('responsible', 'im.user.get')
  // One request: later commands refer to the results of earlier ones.
  const outcomes = await b24.batch(
    {
      deal: ['crm.deal.get', { id }],
      responsible: ['im.user.get', { ID: deal.ASSIGNED_BY_ID }],
      colleagues: ['im.department.employees.get', { ID: responsible.departments, USER_DATA: true }],
    },
    { haltOnError: true },
  )
  if (!outcomes.deal.ok) throw outcomes.deal.error
  if (!outcomes.responsible.ok) throw outcomes.responsible.error
  const { TITLE, OPPORTUNITY, CURRENCY_ID, CONTACT_ID } = outcomes.deal.result
  const person = outcomes.responsible.result
  title.textContent = TITLE ?? ''
  element('#amount').textContent = currencies.format(OPPORTUNITY, CURRENCY_ID ?? undefined)
  element('#responsible').textContent = [person.name, person.work_position]
    .filter(Boolean)
    .join(', ')
  const others = outcomes.colleagues.ok ? [...outcomes.colleagues.result.values()].flat() : []
  const colleagues = others.filter(({ id }) => id !== person.id)
  element('#colleagues').replaceChildren(...people(colleagues))
  const contact = element<HTMLButtonElement>('#contact')
  contact.hidden = !Number(CONTACT_ID)
  contact.onclick = () =>
    attempt(() => b24.frame.slider.openPath(`/crm/contact/details/${CONTACT_ID}/`))
}

async function start(): Promise<void> {
  const b24 = await B24.frame()
  await b24.frame.window.autoFit()
  const { ID: id } = b24.frame.info.options as { ID?: string }
  if (!id) {
    status.textContent = 'Open this page as a tab of a deal.'
    return
  }
  const currencies = await Currencies.load(b24)
  compact.checked = (await b24.frame.options.user.get(COMPACT)) === true
  await show(b24, id, currencies)

  compact.addEventListener('change', () =>
    attempt(async () => {
      await b24.frame.options.user.set(COMPACT, compact.checked)
      await show(b24, id, currencies)
    }),
  )

  const passOn = (person: Person) =>
    attempt(async () => {
      await b24.crm.deal.update({ id, fields: { ASSIGNED_BY_ID: person.id } })
      search.value = ''
      element('#found').replaceChildren()
      await show(b24, id, currencies)
    })

  let running = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  search.addEventListener('input', () => {
    // The request for an earlier text is of no use any more.
    running.abort()
    running = new AbortController()
    clearTimeout(timer)
    const { signal } = running
    const find = async () => {
      const FIND = search.value.trim()
      const params = { FIND, LIMIT: 10 }
      const found = FIND.length < 3 ? [] : await b24.im.search.user.list(params, { signal })
      const users = Array.isArray(found) ? [] : found.result.values()
      element('#found').replaceChildren(...people(users, passOn))
    }
    timer = setTimeout(() => void attempt(find), PAUSE)
  })
}

void attempt(start)
