// Code that does not compile: one mistake per statement.

import { B24, B24Error } from 'b24-wasm'
import type { ErrorKind } from 'b24-wasm'

export async function filters(b24: B24) {
  // @ts-expect-error a misspelt field
  await b24.user.get({ filter: { LAST_NMAE: 'an' } })
  // @ts-expect-error a misspelt field, behind an operator
  await b24.user.get({ filter: { '%LAST_NMAE': 'an' } })
  // @ts-expect-error a field in lower case
  await b24.user.get({ filter: { last_name: 'an' } })
  // @ts-expect-error an operator that does not exist
  await b24.user.get({ filter: { '~LAST_NAME': 'an' } })
  // @ts-expect-error a text in place of a list
  await b24.user.get({ filter: { '@PERSONAL_CITY': 'New York' } })
  // @ts-expect-error numbers in place of texts
  await b24.user.get({ filter: { '@PERSONAL_CITY': [1, 2] } })
  // @ts-expect-error a search for text in a number
  await b24.user.get({ filter: { '%ID': '1' } })
  // @ts-expect-error a boolean in place of a number
  await b24.user.get({ filter: { ID: true } })
  // @ts-expect-error a list in a comparison
  await b24.user.get({ filter: { '>ID': [1, 2] } })
  // @ts-expect-error a text in place of a boolean
  await b24.user.get({ filter: { ACTIVE: 'Y' } })
  // @ts-expect-error a list of booleans, which the portal treats as true
  await b24.user.get({ filter: { ACTIVE: [true, false] } })
  // @ts-expect-error a list of words to search for
  await b24.user.get({ filter: { NAME_SEARCH: ['john', 'jane'] } })
  // @ts-expect-error a list, but only true is valid
  await b24.user.get({ filter: { HAS_DEPARTAMENT: [true] } })
  // @ts-expect-error a text in place of a custom field's list
  await b24.user.get({ filter: { '@UF_USR_BADGE': 'x' } })
  // @ts-expect-error a comparison that a known field does not support, though it looks custom
  await b24.user.get({ filter: { '>UF_DEPARTMENT': 1 } })
  // @ts-expect-error false, but only true is valid
  await b24.user.get({ filter: { HAS_DEPARTAMENT: false } })
  // @ts-expect-error a comparison of booleans
  await b24.user.get({ filter: { '>ACTIVE': true } })
  // @ts-expect-error a number in place of a date
  await b24.user.get({ filter: { '>DATE_REGISTER': 2026 } })
  // @ts-expect-error null, which the portal would not find
  await b24.user.get({ filter: { LAST_NAME: null } })
  // @ts-expect-error an operator on a search for words
  await b24.user.get({ filter: { '%NAME_SEARCH': 'john' } })
  // @ts-expect-error a map in place of a custom field's value
  await b24.user.get({ filter: { UF_USR_BADGE: { a: 1 } } })
}

export async function parameters(b24: B24) {
  // @ts-expect-error a misspelt parameter
  await b24.user.get({ fliter: { ID: 1 } })
  // @ts-expect-error a condition beside the filter
  await b24.user.get({ filter: { ID: 1 }, LAST_NAME: 'an' })
  // @ts-expect-error a misspelt field, among the parameters
  await b24.user.get({ LAST_NMAE: 'an' })
  // @ts-expect-error a misspelt field, behind an operator among the parameters
  await b24.user.get({ '%LAST_NMAE': 'an' })
  // @ts-expect-error a text in place of a boolean, among the parameters
  await b24.user.get({ ACTIVE: 'Y' })
  // @ts-expect-error a list of words to search for, among the parameters
  await b24.user.search({ FIND: ['john'] })
  // @ts-expect-error a field that only a search has
  await b24.user.get({ FIND: 'john' })
  // @ts-expect-error an operator on a department's field
  await b24.department.get({ '>ID': 1 })
  // @ts-expect-error a text that is not an order
  await b24.user.get({ sort: 'ID', order: 'UP' })
  // @ts-expect-error a field that does not exist, to sort by
  await b24.user.get({ sort: 'LAST_NMAE' })
  // @ts-expect-error a field that does not exist, among those to select
  await b24.user.get({ select: ['ID', 'LAST_NMAE'] })
  // @ts-expect-error a text in place of a list
  await b24.user.get({ select: 'ID' })
  // @ts-expect-error a text in place of a number
  await b24.user.get({ start: '50' })
  // @ts-expect-error a size that does not exist
  await b24.user.get({ IMAGE_RESIZE: 'tiny' })
  // @ts-expect-error a method without parameters
  await b24.user.current({ ID: 1 })
  // @ts-expect-error an option among the parameters
  await b24.user.get({ timeout: 1000 })
  // @ts-expect-error a misspelt option
  await b24.user.get({}, { timeuot: 1000 })
  // @ts-expect-error a method that does not exist
  await b24.user.list()
}

export async function methodsByName(b24: B24) {
  // @ts-expect-error a misspelt typed method's field
  await b24.call('user.get', { filter: { LAST_NMAE: 'an' } })
  // @ts-expect-error a misspelt typed method's parameter
  await b24.call('user.get', { fliter: {} })
  // @ts-expect-error a text in place of parameters
  await b24.call('crm.deal.list', 'ID')
  // @ts-expect-error a result of no known type
  ;(await b24.call('crm.thing.list')).result.length
}

export function builders() {
  // @ts-expect-error a misspelt field
  B24.where('LAST_NMAE').equals('an')
  // @ts-expect-error a search for text in a number
  B24.where('ID').contains('1')
  // @ts-expect-error a list of booleans, which the portal treats as true
  B24.where('ACTIVE').equals([true])
  // @ts-expect-error a list of words to search for
  B24.where('NAME_SEARCH').is(['john'])
  // @ts-expect-error false, but only true is valid
  B24.where('HAS_DEPARTAMENT').is(false)
  // @ts-expect-error a comparison of booleans
  B24.where('ACTIVE').greaterThan(true)
  // @ts-expect-error a text in place of a list
  B24.where('PERSONAL_CITY').in('New York')
  // @ts-expect-error a text in place of a boolean
  B24.where('ACTIVE').equals('Y')
  // @ts-expect-error a misspelt field in a later condition
  B24.where('ID').equals(1).and('LAST_NMAE')
  // @ts-expect-error an operator that does not exist
  B24.where('LAST_NAME').startsWith('a')
}

export async function files() {
  // @ts-expect-error a path in place of a file
  await B24.file('/path/to/file')
  // @ts-expect-error the file is missing
  await B24.file()
  // @ts-expect-error a list of numbers in place of bytes
  await B24.file([1, 2, 3])
  // @ts-expect-error a name that is no text
  await B24.file(new Blob([]), 5)
  // @ts-expect-error a promise in place of the file
  B24.file(new Blob([]))[0]
}

export function madeErrors() {
  // @ts-expect-error a message in place of details
  new B24Error('boom')
  // @ts-expect-error the details are missing
  new B24Error()
  // @ts-expect-error the code is missing
  new B24Error({ kind: 'limit' })
  // @ts-expect-error a kind that does not exist
  new B24Error({ code: 'X', kind: 'limits' })
  // @ts-expect-error a misspelt detail
  new B24Error({ code: 'X', methd: 'user.get' })
}

export async function results(b24: B24) {
  const { result, total } = await b24.user.get()
  // @ts-expect-error a field that does not exist
  result[0]?.LAST_NMAE
  // @ts-expect-error a number in place of a text
  const id: string | undefined = result[0]?.ID
  // @ts-expect-error a boolean in place of a text
  const active: string | null | undefined = result[0]?.ACTIVE
  // @ts-expect-error a total that may be missing
  const count: number = total
  const { result: me } = await b24.user.current()
  // @ts-expect-error one user in place of a list
  me.length
  return [id, active, count]
}

export async function connections() {
  // @ts-expect-error connections are opened, not constructed
  new B24()
  // @ts-expect-error a webhook without an address
  await B24.webhook()
  // @ts-expect-error a token without a portal
  await B24.token({ accessToken: 'token' })
  // @ts-expect-error a refresh function that returns a text
  await B24.token({ domain: 'a.bitrix24.com', accessToken: 'token', refresh: async () => 'fresh' })
  // @ts-expect-error one portal in place of a list
  await B24.frame({ portals: 'example.bitrix24.com' })
  // @ts-expect-error a token by its OAuth name
  await B24.token({ domain: 'a.bitrix24.com', access_token: 'token' })
  // @ts-expect-error a webhook in another function
  await B24.token({ by: 'webhook', address: '', domain: 'a.bitrix24.com', accessToken: 'token' })
}

export function errors(error: B24Error) {
  // @ts-expect-error a kind that does not exist
  const kind: ErrorKind = 'unknown'
  // @ts-expect-error an error is read-only
  error.code = 'OTHER'
  return kind
}
