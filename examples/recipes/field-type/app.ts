// A field of your own type: a priority, chosen by radio buttons in the card of a deal.

import { B24, B24Error, type FramedB24 } from 'b24-wasm'

const status = document.querySelector<HTMLElement>('#status')!
const choices = document.querySelector<HTMLFieldSetElement>('#choices')!
const register = document.querySelector<HTMLButtonElement>('#register')!

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

/** Shows the value in the card. The card saves it together with its other fields. */
async function showField({ frame }: FramedB24): Promise<void> {
  const value = await frame.placement.call('getValue')
  const isViewed = frame.info.options['MODE'] === 'view'
  for (const input of choices.querySelectorAll('input')) {
    input.checked = input.value === value
    input.addEventListener('change', () =>
      attempt(() => frame.placement.call('setValue', input.value)),
    )
  }
  choices.disabled = isViewed
  choices.hidden = false
}

/** Offers the registration on the app's own page. An administrator needs it once. */
function showRegistration(b24: FramedB24): void {
  register.hidden = !b24.frame.info.isAdmin
  register.addEventListener('click', () =>
    attempt(async () => {
      await b24.userfieldtype.add({
        USER_TYPE_ID: 'priority',
        HANDLER: location.origin + location.pathname,
        TITLE: 'Priority',
      })
      register.hidden = true
      status.textContent = 'Now add a field of the type "Priority" to deals.'
    }),
  )
}

void attempt(async () => {
  const b24 = await B24.frame()
  if (b24.frame.info.placement === 'USERFIELD_TYPE') await showField(b24)
  else showRegistration(b24)
  await b24.frame.window.autoFit()
})
