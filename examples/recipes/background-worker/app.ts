// A background worker: an invisible page that is open on every page of the portal. It names the caller in
// the app's own call card, and reacts to the card's buttons.

import { B24, B24Error, type FramedB24 } from 'b24-wasm'

/** Adds a line to the log, which only a developer sees. */
function log(text: string): void {
  const line = document.createElement('li')
  line.textContent = text
  document.querySelector('#log')!.append(line)
}

/** Reacts to an event, and logs the error if that fails. */
async function attempt(react: () => Promise<unknown>): Promise<void> {
  try {
    await react()
  } catch (error) {
    if (!(error instanceof B24Error)) throw error
    log(`${error.description} (${error.code})`)
  }
}

/** Sets the card's title to the contact with this telephone number. */
async function nameCaller(b24: FramedB24, phone: string): Promise<void> {
  const { result } = await b24.crm.contact.list({
    select: ['ID', 'NAME', 'LAST_NAME'],
    filter: { PHONE: phone },
  })
  const [contact] = result
  const title = contact ? `${contact.NAME} ${contact.LAST_NAME}` : `Unknown: ${phone}`
  await b24.frame.placement.call('CallCardSetCardTitle', { title })
  log(`The card shows: ${title}`)
}

void attempt(async () => {
  const b24 = await B24.frame()
  const { placement } = b24.frame
  await placement.on('BackgroundCallCard::initialized', (card) => {
    const { phoneNumber } = Object(card) as { phoneNumber?: string }
    void attempt(() => nameCaller(b24, phoneNumber ?? ''))
  })
  await placement.on('BackgroundCallCard::muteButtonClick', (muted) => {
    void attempt(async () => {
      await placement.call('CallCardSetMute', { muted })
      log(muted ? 'Muted' : 'Not muted')
    })
  })
  await placement.on('BackgroundCallCard::closeButtonClick', () => {
    void attempt(() => placement.call('CallCardClose'))
  })
  log('Waiting for calls')
})
