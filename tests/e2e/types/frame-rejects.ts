// What the compiler keeps an app from where it talks to the portal page: one mistake at a time.

import { B24 } from 'b24-wasm'
import type { FramedB24 } from 'b24-wasm'

export async function connected() {
  const webhook = await B24.webhook('https://example.bitrix24.com/rest/1/secret/')
  // @ts-expect-error a webhook has no portal page around it
  webhook.frame.info
  // @ts-expect-error a webhook hands no token out
  await webhook.auth()
  const bridged = await B24.bridge({})
  // @ts-expect-error over BX24.js the page talks to the portal page by BX24.js itself
  bridged.frame.info
  // @ts-expect-error no library to go over
  await B24.bridge()
  // @ts-expect-error a deadline that is no number
  await B24.bridge({}, { timeout: '5s' })
}

export async function information(b24: FramedB24) {
  // @ts-expect-error only read
  b24.frame.info.language = 'de'
  // @ts-expect-error a name of BX24.js
  b24.frame.info.PLACEMENT
  // @ts-expect-error options are text, or what the app has put there
  b24.frame.info.options.ID.toFixed()
  // @ts-expect-error an option may be text
  b24.frame.info.options.project.id
  // @ts-expect-error an option may be a list or an object
  const id: string = b24.frame.info.options.ID
  // @ts-expect-error tokens are not in it
  b24.frame.info.accessToken
  // @ts-expect-error not there before it is asked for
  b24.auth.accessToken
  // @ts-expect-error an option that does not exist
  await b24.auth({ refresh: true })
}

export async function windows({ frame }: FramedB24) {
  // @ts-expect-error a size in text
  await frame.window.resize('600px', 600)
  // @ts-expect-error one of two sizes
  await frame.window.resize(600)
  // @ts-expect-error a callback of BX24.js
  await frame.window.setTitle('Deals', () => {})
  // @ts-expect-error a promise in place of what stops it
  frame.window.autoFit()()
  // @ts-expect-error never answered: there is no size
  ;(await frame.window.reload()).width
  // @ts-expect-error answered: it is never just sent
  if ((await frame.window.fit()) === 'sent') return
  // @ts-expect-error never answered: there is nothing to wait for
  await frame.window.close({ timeout: 1000 })
}

export async function sliders({ frame }: FramedB24) {
  // @ts-expect-error no path
  await frame.slider.openPath()
  // @ts-expect-error a setting as the portal names it
  await frame.slider.openApplication({}, { bx24_width: 800 })
  // @ts-expect-error a width in text
  await frame.slider.openApplication({}, { width: '800' })
}

export async function dialogs({ frame }: FramedB24) {
  // @ts-expect-error one user is no list
  ;(await frame.dialogs.selectUser()).length
  // @ts-expect-error a list is no user
  ;(await frame.dialogs.selectUsers()).id
  // @ts-expect-error the types of elements are missing
  await frame.dialogs.selectCrm({ multiple: true })
  // @ts-expect-error a type that the dialog has not
  await frame.dialogs.selectCrm({ entityType: ['invoice'] })
  // @ts-expect-error one type in place of a list
  await frame.dialogs.selectCrm({ entityType: 'deal' })
  // @ts-expect-error elements of a type that may not have been selected
  ;(await frame.dialogs.selectCrm({ entityType: ['deal'] })).deal.length
  // @ts-expect-error one right in place of a list
  await frame.dialogs.selectAccess('U1')
}

export async function placements({ frame }: FramedB24) {
  const { placement } = frame
  // @ts-expect-error no parameters, where the command takes some
  await placement.call('CallCardSetMute')
  // @ts-expect-error a parameter that is misspelt
  await placement.call('CallCardSetMute', { mute: true })
  // @ts-expect-error a text in place of a boolean
  await placement.call('CallCardSetHold', { held: 'Y' })
  // @ts-expect-error a member that the answer has not
  ;(await placement.call('getStatus')).callId
  // @ts-expect-error an answer that nobody has described
  ;(await placement.call('ourOwnCommand')).done
  // @ts-expect-error a command without its name
  await placement.call()
  // @ts-expect-error an event with a value of another type
  await placement.on('BackgroundCallCard::muteButtonClick', (muted: string) => muted)
  // @ts-expect-error nobody who hears it
  await placement.on('CallCard::BeforeClose')
  // @ts-expect-error an identifier of a block is text
  await placement.bind('bindLayoutEventCallback', 5, () => {})
}

export async function kept({ frame }: FramedB24) {
  // @ts-expect-error a name without a value
  await frame.options.user.set('name')
  // @ts-expect-error a name that is no text
  frame.options.user.get(5)
  // @ts-expect-error a value that may not be there
  frame.options.app.get<string>('name').length
}

export async function messengers({ frame }: FramedB24) {
  // @ts-expect-error nobody to call
  await frame.messenger.call()
  // @ts-expect-error a number that is none of text
  await frame.messenger.phone(5550100)
  // @ts-expect-error a picture by position, as in BX24.js
  await frame.messenger.call(5, true)
  // @ts-expect-error never answered: there is no chat
  ;(await frame.messenger.openChat('chat7')).id
}
