// Code that does not compile: the frame API, one mistake per statement.

import { B24 } from 'b24-wasm'
import type { FramedB24 } from 'b24-wasm'

export async function connected() {
  const webhook = await B24.webhook('https://example.bitrix24.com/rest/1/secret/')
  // @ts-expect-error a webhook client has no frame
  webhook.frame.info
  // @ts-expect-error a webhook client returns no token
  await webhook.auth()
  const bridged = await B24.bridge({})
  // @ts-expect-error a client over BX24.js has no frame
  bridged.frame.info
  // @ts-expect-error the library is missing
  await B24.bridge()
  // @ts-expect-error a deadline that is not a number
  await B24.bridge({}, { timeout: '5s' })
}

export async function information(b24: FramedB24) {
  // @ts-expect-error a read-only field
  b24.frame.info.language = 'de'
  // @ts-expect-error a name of BX24.js
  b24.frame.info.PLACEMENT
  // @ts-expect-error an option may not be a number
  b24.frame.info.options.ID.toFixed()
  // @ts-expect-error an option may not be an object
  b24.frame.info.options.project.id
  // @ts-expect-error an option may be a list or an object
  const id: string = b24.frame.info.options.ID
  // @ts-expect-error the information has no tokens
  b24.frame.info.accessToken
  // @ts-expect-error it is not available as a property
  b24.auth.accessToken
  // @ts-expect-error an option that does not exist
  await b24.auth({ refresh: true })
}

export async function windows({ frame }: FramedB24) {
  // @ts-expect-error a size in text
  await frame.window.resize('600px', 600)
  // @ts-expect-error one of two sizes is missing
  await frame.window.resize(600)
  // @ts-expect-error a callback of BX24.js
  await frame.window.setTitle('Deals', () => {})
  // @ts-expect-error a promise in place of the stop function
  frame.window.autoFit()()
  // @ts-expect-error no reply: there is no size
  ;(await frame.window.reload()).width
  // @ts-expect-error a reply: the outcome is not 'sent'
  if ((await frame.window.fit()) === 'sent') return
  // @ts-expect-error no reply: there is nothing to wait for
  await frame.window.close({ timeout: 1000 })
}

export async function sliders({ frame }: FramedB24) {
  // @ts-expect-error the path is missing
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
  // @ts-expect-error a type that the dialog does not support
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
  // @ts-expect-error the parameters are missing
  await placement.call('CallCardSetMute')
  // @ts-expect-error a misspelt parameter
  await placement.call('CallCardSetMute', { mute: true })
  // @ts-expect-error a text in place of a boolean
  await placement.call('CallCardSetHold', { held: 'Y' })
  // @ts-expect-error a member that the reply does not have
  ;(await placement.call('getStatus')).callId
  // @ts-expect-error a reply of unknown type
  ;(await placement.call('ourOwnCommand')).done
  // @ts-expect-error a command without its name
  await placement.call()
  // @ts-expect-error an event with a value of another type
  await placement.on('BackgroundCallCard::muteButtonClick', (muted: string) => muted)
  // @ts-expect-error the listener is missing
  await placement.on('CallCard::BeforeClose')
  // @ts-expect-error an identifier of a block is text
  await placement.bind('bindLayoutEventCallback', 5, () => {})
}

export async function kept({ frame }: FramedB24) {
  // @ts-expect-error a name without a value
  await frame.options.user.set('name')
  // @ts-expect-error a name that is no text
  frame.options.user.get(5)
  // @ts-expect-error a value that may be missing
  frame.options.app.get<string>('name').length
}

export async function messengers({ frame }: FramedB24) {
  // @ts-expect-error the user is missing
  await frame.messenger.call()
  // @ts-expect-error a number in place of text
  await frame.messenger.phone(5550100)
  // @ts-expect-error a picture by position, as in BX24.js
  await frame.messenger.call(5, true)
  // @ts-expect-error no reply: there is no chat
  ;(await frame.messenger.openChat('chat7')).id
}
