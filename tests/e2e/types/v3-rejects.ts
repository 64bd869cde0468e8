// Code with REST 3.0 that does not compile: one mistake per statement.

import { B24, type V3, type Where3 } from 'b24-wasm'

export async function calls(v3: V3) {
  // @ts-expect-error the identifier is missing
  await v3.call('tasks.task.get', {})
  // @ts-expect-error digits in place of a number
  await v3.call('tasks.task.get', { id: '5' })
  // @ts-expect-error the parameter of the earlier version
  await v3.tasks.task.get({ taskId: 5 })
  // @ts-expect-error a misspelt parameter, which the server ignores
  await v3.tasks.task.list({ filters: [['id', 5]] })
  // @ts-expect-error the title is missing
  await v3.tasks.task.add({ fields: { creatorId: 1, responsibleId: 2 } })
  // @ts-expect-error Y in place of a boolean
  await v3.mail.message.list({ isSeen: 'Y' })
  // @ts-expect-error a method that takes no parameters
  await v3.humanresources.node.count({ id: 5 })
  // @ts-expect-error a method of earlier versions only
  await v3.call('crm.deal.list', { filter: [['ID', 5]] })
  // @ts-expect-error a method of earlier versions only
  await v3.crm.deal.list()
  // @ts-expect-error an unknown function
  await v3.call('partner.thing.aggregate', { select: { cuont: ['id'] } })
  // @ts-expect-error a list of names, as other methods have
  await v3.call('partner.thing.aggregate', { select: ['id'] })
  // @ts-expect-error text in place of identifiers
  await v3.humanresources.node.member.remove({ nodeId: 1, userIds: ['2'] })
}

export async function filters(v3: V3, where3: Where3) {
  // @ts-expect-error a filter of earlier versions
  await v3.tasks.task.list({ filter: { '>id': 5 } })
  // @ts-expect-error digits in place of a number
  await v3.tasks.task.list({ filter: [['id', '=', '5']] })
  // @ts-expect-error an unknown field
  await v3.tasks.task.list({ filter: [['titel', 'x']] })
  // @ts-expect-error an unknown operator
  await v3.tasks.task.list({ filter: [['title', 'like', 'x']] })
  // @ts-expect-error a range of texts
  await v3.tasks.task.list({ filter: [['title', 'between', ['a', 'b']]] })
  // @ts-expect-error no order of booleans
  await v3.tasks.task.list({ filter: [['needsControl', '>', false]] })
  // @ts-expect-error a test for null
  await v3.tasks.task.list({ filter: [['deadline', '=', null]] })
  // @ts-expect-error one value in place of a list
  await v3.tasks.task.list({ filter: [['id', 'in', 5]] })
  // @ts-expect-error a list that is no range
  await v3.tasks.task.list({ filter: [['id', 'between', [1, 2, 3]]] })
  // @ts-expect-error the logic in upper case
  await v3.tasks.task.list({ filter: { logic: 'OR', conditions: [['id', 5]] } })
  // @ts-expect-error the filter is missing
  await v3.timeman.record.list({})
  // @ts-expect-error conditions in place of the method's own filter
  await v3.call('call.followup.list', { filter: [['participantId', 5]] })
  // @ts-expect-error an order that is no direction
  await v3.tasks.task.list({ order: { id: 'up' } })
  // @ts-expect-error a list in place of a map
  await v3.tasks.task.list({ order: ['id'] })
  // @ts-expect-error a method that has no filter
  await v3.call('note.collection.list', { filter: [['id', 5]] })
  // @ts-expect-error a filter of another method
  await v3.timeman.record.list({ filter: where3<'tasks.task.list'>('title').equals('x') })
  // @ts-expect-error the user is missing
  await v3.timeman.record.list({ filter: [['id', '>', 1]] })
  // @ts-expect-error the user is missing
  await v3.timeman.record.list({ filter: [] })
  // @ts-expect-error other users
  await v3.timeman.record.list({ filter: [['userId', '!=', 1]] })
  // @ts-expect-error the user is within a group
  await v3.timeman.record.list({ filter: { logic: 'or', conditions: [['userId', 1]] } })
  // @ts-expect-error the task is missing
  await v3.call('tasks.task.result.list', { filter: [['id', 5]] })
  // @ts-expect-error the task is missing
  v3.list('tasks.task.result.list', { filter: ['id', '>', 5] })
  // @ts-expect-error the task is missing
  await v3.batch({ a: ['tasks.task.result.list', { filter: [['id', 5]] }] })
  // @ts-expect-error the user is missing
  await v3.batch({ a: ['timeman.record.list', { filter: [['id', '>', 5]] }] })
  // @ts-expect-error an unknown field
  await v3.timeman.record.list({ filter: [['userId', 5]], order: { begin: 'ASC' } })
  // @ts-expect-error an unknown field
  await v3.timeman.record.list({ filter: [['userId', 5]], select: ['user'] })
  // @ts-expect-error an unknown field
  await v3.call('mail.mailbox.get', { id: 5, select: ['mail'] })
  // @ts-expect-error an unknown field
  await v3.tasks.task.field.list({ select: ['nmae'] })
  // @ts-expect-error a list with a filter of another method
  await v3.tasks.task.list({ filter: [where3<'main.eventlog.list'>('severity').eq('x')] })
  // @ts-expect-error a reference to a text in place of a number
  where3<'tasks.task.list'>('id').eq(B24.ref3('a', 'tasks.task.list')[0].title)
  // @ts-expect-error references to texts in place of numbers
  where3<'tasks.task.list'>('id').in(B24.each3('a', 'tasks.task.list').title)
  // @ts-expect-error a list in place of a number
  where3<'tasks.task.list'>('id').eq(B24.each3('a', 'tasks.task.list').id)
  // @ts-expect-error an unknown field
  where3<'tasks.task.list'>('titel')
  // @ts-expect-error a text in place of a number
  where3<'tasks.task.list'>('id').equals('5')
  // @ts-expect-error an unknown field
  where3<'tasks.task.list'>('id').equals(5).and('titel')
  // @ts-expect-error no range of texts
  where3<'tasks.task.list'>('title').between('a', 'b')
  // @ts-expect-error no order of booleans
  where3<'tasks.task.list'>('needsControl').atLeast(true)
  // @ts-expect-error a method without such a filter
  where3<'call.followup.list'>('participantId')
}

export function lists(v3: V3) {
  // @ts-expect-error the method returns one record
  v3.list('tasks.task.get', { id: 5 })
  // @ts-expect-error the method returns everything at once
  v3.list('tasks.task.field.list')
  // @ts-expect-error the list sets the pages
  v3.list('tasks.task.list', { pagination: { page: 2 } })
  // @ts-expect-error the list sets the pages
  v3.list('tasks.task.list', { pagination: { limit: 10, offset: 5 } })
  // @ts-expect-error a text in place of a number
  v3.list('tasks.task.list', { pagination: { limit: '10' } })
  // @ts-expect-error a method of earlier versions only
  v3.list('crm.deal.list')
}

export async function otherVersion(b24: B24) {
  // @ts-expect-error a method of REST 3.0 only
  await b24.call('note.collection.get', { id: 5 })
  // @ts-expect-error a method of REST 3.0 only
  await b24.call('humanresources.node.count')
  // @ts-expect-error a method of REST 3.0 only
  b24.list('mail.message.list', { mailboxId: 5 })
  // @ts-expect-error a method of REST 3.0 only
  await b24.batch({ note: ['note.document.get', { id: 5 }] })
}

export async function filtersOfOtherVersion(b24: B24, where3: Where3) {
  // @ts-expect-error conditions of REST 3.0
  await b24.call('tasks.task.list', { filter: [['id', '=', 7]] })
  // @ts-expect-error a condition of REST 3.0
  await b24.call('crm.deal.list', { filter: ['id', '=', 7] })
  // @ts-expect-error a filter of REST 3.0
  await b24.call('tasks.task.list', { filter: where3('id').eq(7) })
  // @ts-expect-error a filter of REST 3.0
  await b24.crm.deal.list({ filter: where3('ID').eq(7) })
  // @ts-expect-error a filter of REST 3.0
  await b24.tasks.task.list({ filter: where3<'tasks.task.list'>('id').eq(7) })
  // @ts-expect-error conditions of REST 3.0
  b24.list('crm.deal.list', { filter: [['ID', '=', 7]] })
  // @ts-expect-error a filter of REST 3.0
  b24.list('tasks.task.list', { filter: where3<'tasks.task.list'>('id').eq(7) })
  // @ts-expect-error a filter of REST 3.0
  await b24.user.get({ filter: where3('ID').eq(7) })
  // @ts-expect-error conditions of REST 3.0
  await b24.batch({ a: ['tasks.task.list', { filter: [['id', '=', 7]] }] })
  // @ts-expect-error a filter of REST 3.0
  await b24.batch({ a: ['tasks.task.list', { filter: where3('id').eq(7) }] })
  // @ts-expect-error a filter of REST 3.0
  await b24.batch([{ method: 'crm.deal.list', params: { filter: where3('ID').in([7]) } }])
}

export async function batches(b24: B24) {
  // @ts-expect-error the identifier is missing
  await b24.v3.batch({ task: ['tasks.task.get'] })
  // @ts-expect-error a parameter of earlier versions
  await b24.v3.batch({ task: ['tasks.task.get', { taskId: 5 }] })
  // @ts-expect-error a method of earlier versions only
  await b24.v3.batch({ deals: ['crm.deal.list', {}] })
  // @ts-expect-error a text in place of a number
  await b24.v3.batch([['tasks.task.get', { id: 'x' }]])
  // @ts-expect-error an unknown member of a command
  await b24.v3.batch({ task: { method: 'tasks.task.get', params: { id: 5 }, as: 'x' } })
  // @ts-expect-error a list in place of a number
  await b24.v3.batch({ a: ['tasks.task.get', { id: B24.each3('b', 'tasks.task.list').id }] })
  // @ts-expect-error a batch of REST 3.0 always stops at a failure
  await b24.v3.batch({}, { haltOnError: true })
  // @ts-expect-error calls of REST 3.0 travel together by choice
  await b24.v3.humanresources.node.count({}, { pack: true })
  // @ts-expect-error the identifier of rows is known
  b24.v3.list('tasks.task.list', {}, { id: 'id' })
}
