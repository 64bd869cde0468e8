// Uses of the helpers that compile.

import type { B24 } from 'b24-wasm'
import { changeValues, Currencies, formatDate, parseDate, upload, valuesOf } from 'b24-wasm/helpers'

declare const b24: B24

const { result: contact } = await b24.crm.contact.get({ id: 7 })
const date: string = formatDate(parseDate(contact.DATE_CREATE) ?? new Date(), 'Europe/Berlin')
const money: string = (await Currencies.load(b24)).format('1500.5', 'EUR', 'de')
const phones = changeValues(contact.PHONE, [...valuesOf(contact, 'PHONE'), '+49 30 1234567'])

for (const content of [
  new Blob([]),
  new ArrayBuffer(1),
  new Uint8Array(1),
  new DataView(new ArrayBuffer(1)),
]) {
  await upload(b24, content, { folder: 7, name: 'offer.pdf' })
}

export { date, money, phones }
