// Code of an app that compiles.

import { B24, B24Error } from 'b24-wasm'
import type {
  CallOptions,
  ErrorDetails,
  ErrorKind,
  Filter,
  Reply,
  User,
  UserFields,
  UserFilter,
} from 'b24-wasm'

import { same } from './same.js'

interface Deal {
  ID: string
  TITLE: string
}

export async function connections(signal: AbortSignal): Promise<B24[]> {
  return [
    await B24.frame(),
    await B24.frame({ timeout: 5000, signal, portals: ['example.bitrix24.com', '*.bitrix24.de'] }),
    await B24.webhook('https://example.bitrix24.com/rest/1/secret/'),
    await B24.token({ domain: 'example.bitrix24.com', accessToken: 'token' }),
    await B24.token({
      domain: 'example.bitrix24.com',
      accessToken: 'token',
      expiresIn: 3600,
      refresh: async () => ({ accessToken: 'fresh', expiresIn: 3600 }),
    }),
  ]
}

export async function filters(b24: B24, cities: readonly string[]) {
  await b24.user.get()
  await b24.user.get({
    filter: { '!%LAST_NAME': 'an', '@PERSONAL_CITY': ['New York', 'Los Angeles'] },
    sort: 'ID',
    order: 'ASC',
    select: ['ID', 'NAME', 'UF_USR_BADGE', 'UF_*'],
    ADMIN_MODE: true,
    IMAGE_RESIZE: 'small',
    start: -1,
  })
  await b24.user.get({ filter: { ACTIVE: true, '!=ACTIVE': false, '@PERSONAL_CITY': cities } })
  await b24.user.get({ filter: { ID: 1, '>ID': 1, '!@ID': [1, 2], '=ID': [3, 4] } })
  await b24.user.get({ filter: { '>=DATE_REGISTER': new Date(), '<DATE_REGISTER': '2026-01-31' } })
  await b24.user.get({ filter: { UF_USR_BADGE: 'x', '%UF_USR_BADGE': 'x', '>=UF_USR_AGE': 42 } })
  await b24.user.get({ filter: { UF_DEPARTMENT: 3, '@UF_DEPARTMENT': [3, 4] } })
  await b24.user.get({ filter: { NAME_SEARCH: 'john', HAS_DEPARTAMENT: true } })
  const kept: UserFilter = { '=%LAST_NAME': 'a%' }
  const same: Filter<UserFields> = kept
  await b24.user.get({ filter: same })
}

export async function builders(b24: B24) {
  const filter = B24.where('LAST_NAME')
    .notContains('an')
    .and('PERSONAL_CITY')
    .in(['New York', 'Los Angeles'])
    .and('DATE_REGISTER')
    .atLeast(new Date())
    .and('ACTIVE')
    .equals(true)
    .and('UF_USR_BADGE')
    .like('a%')
  await b24.user.get({ filter })
  await b24.call('user.get', { filter })
  await b24.user.get({ filter: B24.where('UF_USR_BADGE').equals('x') })
  await b24.user.get({ filter: B24.where('ID').greaterThan(7) })
}

export async function replies(b24: B24, options: CallOptions) {
  const reply = await b24.user.get({}, options)
  same<typeof reply, Reply<User[]>>(true)
  same<typeof reply.total, number | undefined>(true)
  same<typeof reply.next, number | undefined>(true)
  const seconds: number | undefined = reply.time?.duration
  for (const user of reply.result) {
    same<typeof user.ID, number>(true)
    same<typeof user.ACTIVE, boolean | null | undefined>(true)
    same<typeof user.LAST_NAME, string | null | undefined>(true)
    same<typeof user.UF_DEPARTMENT, number[] | undefined>(true)
    same<typeof user.UF_USR_BADGE, unknown>(true)
  }
  const { result: me } = await b24.user.current()
  same<typeof me, User>(true)
  return seconds
}

export async function methodsByName(b24: B24) {
  const typed = await b24.call('user.get', { filter: { ACTIVE: true } }, { timeout: 10_000 })
  same<typeof typed.result, User[]>(true)
  const deals = await b24.call<Deal[]>('crm.deal.list', { select: ['ID', 'TITLE'] })
  same<typeof deals.result, Deal[]>(true)
  const unknown = await b24.call('crm.thing.list')
  same<typeof unknown.result, unknown>(true)
  const name: string = Math.random() > 0.5 ? 'profile' : 'scope'
  same<unknown, Awaited<ReturnType<typeof b24.call<never, typeof name>>>['result']>(true)
  await b24.call(name, { any: ['thing', new Date(), new Map([['a', 1n]])] })
}

export async function files(b24: B24, file: File, bytes: ArrayBuffer) {
  const read = await B24.file(file)
  same<typeof read, [name: string, base64: string]>(true)
  await B24.file(new Blob([bytes]), 'name.bin')
  await B24.file(new Uint8Array(bytes), 'name.bin')
  await B24.file(bytes, 'name.bin')
  await b24.user.update({ ID: 1, PERSONAL_PHOTO: read })
  await b24.call('disk.folder.uploadfile', { id: 1, fileContent: await B24.file(file) })
}

export function madeErrors(details: ErrorDetails): B24Error[] {
  return [
    new B24Error({ code: 'ERROR_CORE' }),
    new B24Error({ code: 'QUERY_LIMIT_EXCEEDED', kind: 'limit', status: 503, retryable: true }),
    new B24Error({ code: '', description: 'no', method: 'user.get', response: '{}', cursor: '' }),
    new B24Error(details, { cause: new Error('why') }),
  ]
}

export async function errors(b24: B24) {
  try {
    await b24.user.current()
  } catch (error) {
    if (!(error instanceof B24Error)) throw error
    const kind: ErrorKind = error.kind
    same<typeof error.status, number>(true)
    same<typeof error.retryable, boolean>(true)
    if (kind === 'limit')
      return `${error.name} ${error.code} ${error.description} ${error.response}`
    for (const outcome of Object.values(error.outcomes ?? {})) {
      if (!outcome.ok) same<typeof outcome.executed, boolean>(true)
    }
    return error.message + error.method + error.stack + String(error.cause)
  }
}
