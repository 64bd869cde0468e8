// What the compiler keeps an app from in the documentation's spellings: one mistake at a time.

import { B24 } from 'b24-wasm'
import type { UserFilter } from 'b24-wasm'

export async function commands(b24: B24) {
  // @ts-expect-error a parameter that is misspelt
  await b24.batch({ a: { method: 'user.get', params: { fliter: {} } } })
  // @ts-expect-error a field that is misspelt
  await b24.batch({ a: { method: 'user.get', params: { LAST_NMAE: 'an' } } })
  // @ts-expect-error a part of a command that is misspelt
  await b24.batch({ a: { method: 'user.get', parms: { ID: 1 } } })
  // @ts-expect-error needed parameters are missing
  await b24.batch({ a: { method: 'im.user.list.get' } })
  // @ts-expect-error no method
  await b24.batch({ a: { params: { ID: 1 } } })
  // @ts-expect-error text in place of digits
  await b24.batch({ a: { method: 'im.user.get', params: { ID: 'four' } } })
  // @ts-expect-error what a text says is no identifier
  await b24.batch({ a: ['im.user.get', { ID: B24.ref('me', 'user.current').NAME }] })
  // @ts-expect-error a reference means something within a batch only
  await b24.im.user.get({ ID: B24.ref('deal') })
}

export function builtUp(filter: UserFilter) {
  // @ts-expect-error a field that is misspelt
  filter.ACTIV = true
  // @ts-expect-error a text in place of a boolean
  filter.ACTIVE = 'Y'
}
