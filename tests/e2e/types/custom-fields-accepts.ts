// An app's own fields of entities and smart processes, and its own methods.

import type { B24 } from 'b24-wasm'

import { same } from './same.js'

declare module 'b24-wasm' {
  interface CustomFields {
    'crm.deal': { UF_CRM_COLOR: string }
    'crm.item': { ufCrm5Size: number }
    user: { UF_USR_LOCKER: string }
  }
  interface Methods {
    'partner.thing.list': { params: { size?: number }; result: { ID: string }[] }
  }
}

export async function ownMethod(b24: B24) {
  const { result } = await b24.call('partner.thing.list', { size: 5 })
  same<typeof result, { ID: string }[]>(true)
  // @ts-expect-error a misspelt parameter
  await b24.call('partner.thing.list', { sise: 5 })
}

export async function own(b24: B24) {
  const { result: deal } = await b24.crm.deal.get({ id: 1 })
  same<typeof deal.UF_CRM_COLOR, string | undefined>(true)
  for await (const { UF_CRM_COLOR } of b24.list('crm.deal.list')) {
    same<typeof UF_CRM_COLOR, string | undefined>(true)
  }
  const { result } = await b24.crm.item.list({ entityTypeId: 1036 })
  same<(typeof result.items)[0]['ufCrm5Size'], number | undefined>(true)
  await b24.crm.deal.add({ fields: { UF_CRM_COLOR: 'red', UF_CRM_OTHER: 1 } })
  await b24.crm.item.add({ entityTypeId: 1036, fields: { ufCrm5Size: 5 } })
  // @ts-expect-error a number in place of the field's text
  await b24.crm.deal.add({ fields: { UF_CRM_COLOR: 1 } })
  // @ts-expect-error a text in place of the field's number
  await b24.call('crm.item.update', { entityTypeId: 1036, id: 1, fields: { ufCrm5Size: 'x' } })
}

export async function ofUsers(b24: B24) {
  for await (const user of b24.list('user.get')) {
    same<typeof user.UF_USR_LOCKER, string | undefined>(true)
    same<typeof user.UF_USR_OTHER, unknown>(true)
    same<typeof user.LAST_NAME, string | null | undefined>(true)
  }
  await b24.user.update({ ID: 1, UF_USR_LOCKER: 'A-1', UF_USR_OTHER: 1 })
  // @ts-expect-error a number in place of the field's text
  await b24.user.update({ ID: 1, UF_USR_LOCKER: 1 })
}
