// A list of deals; each opens the app itself in a slider, with a form. Both are the same page.

import { B24, B24Error, type FramedB24 } from 'b24-wasm'

const status = document.querySelector<HTMLElement>('#status')!
const title = document.querySelector<HTMLElement>('#title')!

/** Runs an action, and shows the error if it fails. */
async function attempt(action: () => Promise<unknown>): Promise<void> {
  status.textContent = ''
  try {
    await action()
  } catch (error) {
    if (!(error instanceof B24Error)) throw error
    status.textContent = `${error.description} (${error.code})`
  }
}

/** Shows the newest open deals. */
async function showList(b24: FramedB24): Promise<void> {
  title.textContent = 'Open deals'
  const list = b24.list('crm.deal.list', {
    select: ['ID', 'TITLE'],
    filter: { CLOSED: 'N' },
    order: { ID: 'DESC' },
  })
  const deals = await list.take(10).toArray()
  const items = deals.map(({ ID, TITLE }) => {
    const button = document.createElement('button')
    button.textContent = TITLE ?? ''
    button.addEventListener('click', () =>
      attempt(async () => {
        const settings = { width: 480, title: `Deal ${ID}` }
        await b24.frame.slider.openApplication({ deal: ID }, settings)
        // The slider is closed: the title may be another one.
        const { result } = await b24.crm.deal.get({ id: ID! })
        button.textContent = result.TITLE ?? ''
      }),
    )
    const item = document.createElement('li')
    item.append(button)
    return item
  })
  document.querySelector('#deals')!.replaceChildren(...items)
  await b24.frame.window.autoFit()
}

/** Shows the form of one deal, in a slider. */
async function showForm(b24: FramedB24, id: string): Promise<void> {
  const name = document.querySelector<HTMLInputElement>('#name')!
  const form = document.querySelector<HTMLFormElement>('#edit')!
  const { result: deal } = await b24.crm.deal.get({ id })
  title.textContent = `Deal ${id}`
  name.value = deal.TITLE ?? ''
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(async () => {
      await b24.crm.deal.update({ id, fields: { TITLE: name.value } })
      await b24.frame.window.close()
    })
  })
}

void attempt(async () => {
  const b24 = await B24.frame()
  const { deal } = b24.frame.info.options
  await (deal === undefined ? showList(b24) : showForm(b24, String(deal)))
})
