// Code that does not compile with the messenger's methods: one mistake per statement.

import type { B24 } from 'b24-wasm'

export async function userListGet(b24: B24) {
  // @ts-expect-error the identifiers are missing
  await b24.im.user.list.get()
  // @ts-expect-error the identifiers are missing
  await b24.im.user.list.get({})
  // @ts-expect-error a parameter in lower case
  await b24.im.user.list.get({ id: [4] })
  // @ts-expect-error a text in place of identifiers
  await b24.im.user.list.get({ ID: true })
  // @ts-expect-error booleans in place of identifiers
  await b24.im.user.list.get({ ID: [true] })
  // @ts-expect-error a letter in place of a boolean
  await b24.im.user.list.get({ ID: [4], AVATAR_HR: 'Y' })
  // @ts-expect-error a result type that does not exist
  await b24.im.user.list.get({ ID: [4], RESULT_TYPE: 'list' })
  // @ts-expect-error a parameter of another method
  await b24.im.user.list.get({ ID: [4], USER_DATA: true })
  const { result } = await b24.im.user.list.get({ ID: [4] })
  // @ts-expect-error a map is no object
  result[4]
  // @ts-expect-error keys are numbers
  result.get('4')
  // @ts-expect-error a person may be unknown
  result.get(4).name
  // @ts-expect-error a field in upper case
  result.get(4)?.NAME
  // @ts-expect-error telephones may be null
  result.get(4)?.phones.work_phone
  const list = await b24.im.user.list.get({ ID: [4], RESULT_TYPE: 'array' })
  // @ts-expect-error a list is no map
  list.result.get(4)
  // @ts-expect-error a person in a list may be null
  list.result[0].name
  // @ts-expect-error by name, too, the identifiers are required
  await b24.call('im.user.list.get')
}

export async function departmentEmployeesGet(b24: B24, whole: boolean) {
  // @ts-expect-error the departments are missing
  await b24.im.department.employees.get()
  // @ts-expect-error the departments are missing
  await b24.im.department.employees.get({ USER_DATA: true })
  // @ts-expect-error a misspelt parameter
  await b24.im.department.employees.get({ ID: [3], USER_DTAA: true })
  // @ts-expect-error a letter in place of a boolean
  await b24.im.department.employees.get({ ID: [3], USER_DATA: 'Y' })
  // @ts-expect-error an object in place of identifiers
  await b24.im.department.employees.get({ ID: { first: 3 } })
  // @ts-expect-error the method has no pages
  await b24.im.department.employees.get({ ID: [3], LIMIT: 10 })
  const ids = await b24.im.department.employees.get({ ID: [3] })
  // @ts-expect-error identifiers in place of users
  ids.result.get(3)?.[0]?.name
  const people = await b24.im.department.employees.get({ ID: [3], USER_DATA: true })
  // @ts-expect-error users in place of identifiers
  const first: number | undefined = people.result.get(3)?.[0]
  // @ts-expect-error a department may be missing
  people.result.get(3).length
  // @ts-expect-error a map is no object
  people.result[3]
  // @ts-expect-error a list by department, not one list
  people.result.map((person) => person)
  const either = await b24.im.department.employees.get({ ID: [3], USER_DATA: whole })
  // @ts-expect-error users or identifiers, depending on the variable
  either.result.get(3)?.[0]?.name
  // @ts-expect-error by name, too, the departments are required
  await b24.call('im.department.employees.get', { USER_DATA: true })
  return first
}

export async function searchUserList(b24: B24) {
  // @ts-expect-error the phrase is missing
  await b24.im.search.user.list()
  // @ts-expect-error the phrase is missing
  await b24.im.search.user.list({ LIMIT: 10 })
  // @ts-expect-error a number in place of a text
  await b24.im.search.user.list({ FIND: 42 })
  // @ts-expect-error a parameter in lower case
  await b24.im.search.user.list({ find: 'John' })
  // @ts-expect-error a letter in place of a boolean
  await b24.im.search.user.list({ FIND: 'John', BUSINESS: 'N' })
  // @ts-expect-error a text in place of a number
  await b24.im.search.user.list({ FIND: 'John', LIMIT: '10' })
  // @ts-expect-error the offset has another name here
  await b24.im.search.user.list({ FIND: 'John', start: 10 })
  // @ts-expect-error users are always records here
  await b24.im.search.user.list({ FIND: 'John', USER_DATA: true })
  const { result } = await b24.im.search.user.list({ FIND: 'John' })
  // @ts-expect-error a map is no list
  result[0]
  // @ts-expect-error a map is no list
  result.map((person) => person)
  // @ts-expect-error a person may be missing
  result.get(4).name
  // @ts-expect-error a field that only the other methods return
  result.get(4)?.email
  // @ts-expect-error a field that only the other methods return
  result.get(4)?.active
  // @ts-expect-error by name, too, the phrase is required
  await b24.call('im.search.user.list', {})
}
