// The spellings of the documentation's examples compile.

import { B24 } from 'b24-wasm'
import type { Identifier, List, User, UserFilter } from 'b24-wasm'

import { same } from './same.js'

interface Deal {
  ID: string
  ASSIGNED_BY_ID: string
}

export async function conditions(b24: B24) {
  const { result } = await b24.user.get({ ID: 10 })
  same<typeof result, User[]>(true)
  await b24.user.get({ UF_DEPARTMENT: 1, SORT: 'ID', ORDER: 'ASC' })
  await b24.user.get({ ACTIVE: true, '>ID': 5, UF_USR_BADGE: 'x' }, { timeout: 1000 })
  await b24.user.get({ FILTER: { '@PERSONAL_CITY': ['Riga'] }, SELECT: ['ID'], start: 0 })
  await b24.user.search({ FIND: 'john' })
  await b24.user.search({ NAME: 'john', LAST_NAME: 'smith', start: 0 })
  await b24.department.get({ ID: 1 })
  await b24.department.get({ PARENT: [1, 2], SORT: 500, sort: 'NAME', START: 0 })
  const named = await b24.call('user.get', { ID: 10 }, { timeout: 1000 })
  same<typeof named.result, User[]>(true)
  const listed = b24.list('user.get', { ACTIVE: true, SORT: 'ID' })
  same<typeof listed, List<User>>(true)
}

export async function commands(b24: B24) {
  const outcomes = await b24.batch({
    me: { method: 'user.current', params: {} },
    same: { method: 'user.get', params: { ID: B24.ref('me', 'user.current').ID } },
    staff: { method: 'im.department.employees.get', params: { ID: 1, USER_DATA: true } },
    deals: { method: 'crm.thing.list', params: { select: ['ID'] } },
    scope: { method: 'scope' },
    mixed: ['user.get', { UF_DEPARTMENT: 1, SORT: 'ID' }],
  })
  if (outcomes.me.ok) same<typeof outcomes.me.result, User>(true)
  if (outcomes.same.ok) same<typeof outcomes.same.result, User[]>(true)
  if (outcomes.staff.ok) outcomes.staff.result.get(1)?.[0]?.first_name
  if (outcomes.deals.ok) same<typeof outcomes.deals.result, unknown>(true)
  if (outcomes.scope.ok) same<typeof outcomes.scope.result, string[]>(true)
  const [first, second] = await b24.batch([
    { method: 'user.current' },
    { method: 'department.get', params: { ID: 1 } },
  ])
  if (first.ok) same<typeof first.result, User>(true)
  return second
}

export async function identifiers(b24: B24, deal: Deal, id: Identifier) {
  const by = deal.ASSIGNED_BY_ID
  await b24.user.get({ ID: by })
  await b24.user.get({ filter: { ID: by, '@ID': [by, 7], UF_DEPARTMENT: [by], '>ID': id } })
  await b24.user.get({ filter: B24.where('ID').in([by]).and('UF_DEPARTMENT').equals(by) })
  await b24.department.get({ filter: { UF_HEAD: by } })
  await b24.im.user.get({ ID: by })
  await b24.im.user.list.get({ ID: [by, '5', 7] })
  await b24.im.user.list.get({ ID: '[4, 5]' })
  await b24.im.department.employees.get({ ID: new Set([by]), USER_DATA: true })
  await b24.user.update({ ID: by, UF_DEPARTMENT: [by] })
  await b24.batch({ a: ['user.get', { ID: by }], b: ['im.user.get', { ID: '7' }] })
}

export function builtUp() {
  const filter: UserFilter = {}
  filter.ACTIVE = true
  filter['@ID'] = [1, 2]
  filter.UF_USR_BADGE = 'x'
  const built: UserFilter = B24.where('ID').equals(1)
  return [filter, built, { ...B24.where('ID').equals(1), ACTIVE: true } satisfies UserFilter]
}
