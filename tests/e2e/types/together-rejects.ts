// Code that does not compile with lists and batches: one mistake per statement.

import { B24 } from 'b24-wasm'

export function lists(b24: B24, name: 'crm.deal.get' | 'crm.deal.list') {
  // @ts-expect-error the method has no pages
  b24.list('im.user.list.get', { ID: [4] })
  // @ts-expect-error the method has no pages
  b24.list('im.department.employees.get', { ID: [4] })
  // @ts-expect-error one user is no list
  b24.list('user.current')
  // @ts-expect-error one record
  b24.list('crm.deal.get', { id: 5 })
  // @ts-expect-error one record within an object
  b24.list('tasks.task.get', { taskId: 5 })
  // @ts-expect-error an identifier
  b24.list('crm.deal.add', { fields: {} })
  // @ts-expect-error the description of fields
  b24.list('crm.deal.fields')
  // @ts-expect-error one of several methods returns one record
  b24.list(name)
  // @ts-expect-error the pagination sets the start
  b24.list('im.search.user.list', { FIND: 'John', OFFSET: 50 })
  // @ts-expect-error a required parameter is missing
  b24.list('im.search.user.list')
  // @ts-expect-error a misspelt field
  b24.list('user.get', { filter: { LAST_NMAE: 'an' } })
  // @ts-expect-error a misspelt option
  b24.list('user.get', {}, { onprogress: () => {} })
  // @ts-expect-error a list is iterated, not indexed
  b24.list('user.get')[0]
}

export async function batches(b24: B24) {
  // @ts-expect-error a misspelt field
  await b24.batch({ a: ['user.get', { filter: { LAST_NMAE: 'an' } }] })
  // @ts-expect-error a misspelt parameter
  await b24.batch({ a: ['user.get', { fliter: {} }] })
  // @ts-expect-error a required parameter is missing
  await b24.batch({ a: ['im.user.list.get', {}] })
  // @ts-expect-error required parameters are missing
  await b24.batch({ a: ['im.user.list.get'] })
  // @ts-expect-error a text in place of a number
  await b24.batch({ a: ['user.get', { filter: { ID: 'one' } }] })
  // @ts-expect-error a reference to a text in place of a number
  await b24.batch({ a: ['user.get', { filter: { ID: B24.ref('me', 'user.current').NAME } }] })
  // @ts-expect-error a name in place of a command
  await b24.batch({ a: 'user.current' })
  // @ts-expect-error in a list, too
  await b24.batch([['user.current', { ID: 1 }]])
  // @ts-expect-error a misspelt option
  await b24.batch({ a: ['user.current'] }, { halt: true })
  const { me } = await b24.batch({ me: ['user.current'] })
  // @ts-expect-error there is a result only if the command is ok
  me.result
  // @ts-expect-error a name that no command has
  ;(await b24.batch({ me: ['user.current'] })).you
  // @ts-expect-error a field that does not exist
  B24.ref('me', 'user.current').LAST_NMAE
  // @ts-expect-error a reference is valid only within a batch
  await b24.user.get({ filter: { ID: B24.ref('me', 'user.current').ID } })
}
