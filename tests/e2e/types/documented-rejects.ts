// Code that does not compile, in the spellings of the documentation: one mistake per statement.

import { B24 } from 'b24-wasm'
import type { UserFilter } from 'b24-wasm'

export async function commands(b24: B24) {
  // @ts-expect-error a misspelt parameter
  await b24.batch({ a: { method: 'user.get', params: { fliter: {} } } })
  // @ts-expect-error a misspelt field
  await b24.batch({ a: { method: 'user.get', params: { LAST_NMAE: 'an' } } })
  // @ts-expect-error a misspelt part of a command
  await b24.batch({ a: { method: 'user.get', parms: { ID: 1 } } })
  // @ts-expect-error required parameters are missing
  await b24.batch({ a: { method: 'im.user.list.get' } })
  // @ts-expect-error an unknown method
  await b24.batch({ a: { params: { ID: 1 } } })
  // @ts-expect-error text in place of digits
  await b24.batch({ a: { method: 'im.user.get', params: { ID: 'four' } } })
  // @ts-expect-error arbitrary text is no identifier
  await b24.batch({ a: ['im.user.get', { ID: B24.ref('me', 'user.current').NAME }] })
  // @ts-expect-error a reference is valid only within a batch
  await b24.im.user.get({ ID: B24.ref('deal') })
}

export function builtUp(filter: UserFilter) {
  // @ts-expect-error a misspelt field
  filter.ACTIV = true
  // @ts-expect-error a text in place of a boolean
  filter.ACTIVE = 'Y'
}
