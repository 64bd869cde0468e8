// Code with the messenger's methods that compiles.

import type { B24, FoundUser, ImUser, Reply } from 'b24-wasm'

import { same } from './same.js'

export async function userListGet(b24: B24, ids: readonly number[]) {
  const reply = await b24.im.user.list.get({ ID: [4, 5] })
  same<typeof reply, Reply<Map<number, ImUser | null>>>(true)
  await b24.im.user.list.get({ ID: 4, AVATAR_HR: true }, { timeout: 1000 })
  await b24.im.user.list.get({ ID: ids })
  await b24.im.user.list.get({ ID: new Set(ids) })
  await b24.im.user.list.get({ ID: new Uint32Array(ids) })
  await b24.im.user.list.get({ ID: { length: 1, 0: 4 } })
  await b24.im.user.list.get({ ID: new Map([[4, 'x']]).keys() })
  const list = await b24.im.user.list.get({ ID: ids, RESULT_TYPE: 'array' })
  same<typeof list.result, (ImUser | null)[]>(true)
  const keyed = await b24.im.user.list.get({ ID: ids, RESULT_TYPE: 'object' })
  same<typeof keyed.result, Map<number, ImUser | null>>(true)
  const person = reply.result.get(4)
  if (person) {
    same<typeof person.id, number>(true)
    same<typeof person.birthday, string | null>(true)
    same<typeof person.active, boolean | null>(true)
    same<typeof person.departments, number[]>(true)
    return person.phones?.work_phone ?? person.bot_data?.code ?? person.avatar ?? person.type
  }
  const named = await b24.call('im.user.list.get', { ID: [4] })
  same<typeof named.result, Map<number, ImUser | null>>(true)
  const listed = await b24.call('im.user.list.get', { ID: [4], RESULT_TYPE: 'array' })
  same<typeof listed.result, (ImUser | null)[]>(true)
  return undefined
}

export async function departmentEmployeesGet(b24: B24, whole: boolean) {
  const ids = await b24.im.department.employees.get({ ID: [3, 7] })
  same<typeof ids.result, Map<number, number[]>>(true)
  const none = await b24.im.department.employees.get({ ID: 3, USER_DATA: false })
  same<typeof none.result, Map<number, number[]>>(true)
  const people = await b24.im.department.employees.get({ ID: [3, 7], USER_DATA: true })
  same<typeof people.result, Map<number, ImUser[]>>(true)
  const either = await b24.im.department.employees.get({ ID: [3], USER_DATA: whole })
  same<typeof either.result, Map<number, number[]> | Map<number, ImUser[]>>(true)
  const named = await b24.call('im.department.employees.get', { ID: [3], USER_DATA: true })
  same<typeof named.result, Map<number, ImUser[]>>(true)
  const plain = await b24.call('im.department.employees.get', { ID: [3] })
  same<typeof plain.result, Map<number, number[]>>(true)
  for (const [department, staff] of people.result) {
    const line: string = `${department + 1}: ${staff.map((person) => person.first_name).join()}`
    if (line) return line
  }
  return people.result.get(3)?.[0]?.work_position
}

export async function searchUserList(b24: B24) {
  const reply = await b24.im.search.user.list({ FIND: 'John' })
  same<typeof reply, Reply<Map<number, FoundUser>>>(true)
  await b24.im.search.user.list({ FIND: 'John', BUSINESS: true, AVATAR_HR: false })
  await b24.im.search.user.list({ FIND: 'John', OFFSET: 10, LIMIT: 50 }, {})
  for (const [id, person] of reply.result) {
    same<typeof id, number>(true)
    same<typeof person, FoundUser>(true)
    same<typeof person.status, string | null>(true)
    same<typeof person.absent, string | null>(true)
    if (person.extranet) return person.phones?.personal_mobile
  }
  const { next, total } = await b24.call('im.search.user.list', { FIND: 'John' })
  same<typeof next, number | undefined>(true)
  return total
}
