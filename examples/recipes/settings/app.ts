// A page of settings: one value for each person, one for everybody, which administrators change.

import { B24, B24Error } from 'b24-wasm'

const status = document.querySelector<HTMLElement>('#status')!
const form = document.querySelector('form')!
const compact = document.querySelector<HTMLInputElement>('#compact')!
const stage = document.querySelector<HTMLSelectElement>('#stage')!

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

void attempt(async () => {
  const b24 = await B24.frame()
  const { info, options, window } = b24.frame
  await window.autoFit()
  const stages = await b24
    .list('crm.status.list', { filter: { ENTITY_ID: 'DEAL_STAGE' } })
    .toArray()
  for (const { STATUS_ID, NAME } of stages) stage.add(new Option(NAME ?? '', STATUS_ID ?? ''))
  compact.checked = options.user.get('compact') === true
  stage.value = options.app.get<string>('stage') ?? 'NEW'
  stage.disabled = !info.isAdmin

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(async () => {
      await options.user.set('compact', compact.checked)
      if (info.isAdmin) await options.app.set('stage', stage.value)
      status.textContent = 'Saved.'
    })
  })
})
