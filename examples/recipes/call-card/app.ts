// A tab of the call card: who calls, the client's open deals, and a follow-up for tomorrow.

import { B24, B24Error, type FramedB24 } from 'b24-wasm'

const CONTACT = 3

const status = document.querySelector<HTMLElement>('#status')!
const note = document.querySelector<HTMLFormElement>('#note')!
const text = document.querySelector<HTMLTextAreaElement>('#text')!

/** The contact who calls; 0 if the number is not a contact's. */
let contactId = 0

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

/** Shows the number, and the client with the open deals, in one request. */
async function showCaller(
  b24: FramedB24,
  call: { PHONE_NUMBER: string; CRM_ENTITY_TYPE?: string; CRM_ENTITY_ID?: number },
): Promise<void> {
  document.querySelector('#number')!.textContent = call.PHONE_NUMBER
  contactId = call.CRM_ENTITY_TYPE === 'CONTACT' ? (call.CRM_ENTITY_ID ?? 0) : 0
  note.hidden = contactId === 0
  document.querySelector('#deals')!.replaceChildren()
  if (contactId === 0) {
    document.querySelector('#client')!.textContent = 'Not a contact'
    return
  }
  const { client, deals } = await b24.batch({
    client: ['crm.contact.get', { id: contactId }],
    deals: [
      'crm.deal.list',
      { select: ['ID', 'TITLE'], filter: { CONTACT_ID: contactId, CLOSED: 'N' } },
    ],
  })
  if (!client.ok) throw client.error
  const { NAME, LAST_NAME } = client.result
  document.querySelector('#client')!.textContent = [NAME, LAST_NAME].filter(Boolean).join(' ')
  for (const deal of deals.ok ? deals.result : []) {
    const item = document.createElement('li')
    item.textContent = deal.TITLE ?? ''
    document.querySelector('#deals')!.append(item)
  }
}

void attempt(async () => {
  const b24 = await B24.frame()
  const { placement, window } = b24.frame
  await showCaller(b24, await placement.call('getStatus'))
  await placement.on('CallCard::EntityChanged', (call) => attempt(() => showCaller(b24, call)))
  await window.autoFit()

  // The card stays open while a note is not saved.
  text.addEventListener('focus', () => attempt(() => placement.call('disableAutoClose')), {
    once: true,
  })
  note.addEventListener('submit', (event) => {
    event.preventDefault()
    void attempt(async () => {
      const deadline = new Date(Date.now() + 24 * 60 * 60 * 1000)
      await b24.crm.activity.todo.add({
        ownerTypeId: CONTACT,
        ownerId: contactId,
        deadline,
        title: 'Call back',
        description: text.value,
      })
      note.reset()
      status.textContent = 'Added for tomorrow.'
    })
  })
})
