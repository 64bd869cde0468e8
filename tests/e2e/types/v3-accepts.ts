// Code with REST 3.0 that compiles.

import {
  B24,
  type FilterV3,
  type FilterFieldsV3,
  type MethodsV3,
  type Reply,
  type V3,
  type Where3,
} from 'b24-wasm'

import { same } from './same.js'

export async function calls(v3: V3, name: string) {
  const { result } = await v3.call('tasks.task.get', { id: 5, select: ['id', 'title', 'UF_X'] })
  same<typeof result.item, MethodsV3['tasks.task.get']['result']['item']>(true)
  same<typeof result.item.title, string | undefined>(true)
  const added = await v3.tasks.task.add({
    fields: { title: 'x', creatorId: 1, responsibleId: 2, deadline: new Date() },
  })
  const id: number = added.result.item.id
  await v3.tasks.task.update({ id, fields: { title: 'y', deadline: null, UF_X: 'z' } })
  const done = await v3.mail.message.createcrmactivity({ messageId: id }, { timeout: 5_000 })
  same<typeof done, Reply<boolean>>(true)
  await v3.humanresources.node.count()
  await v3.call('humanresources.node.member.add', { nodeId: 1, userIds: [2], role: 'MEMBER_HEAD' })
  const other = await v3.call<{ items: number[] }>('partner.thing.list', { filter: [['id', 5]] })
  same<typeof other.result, { items: number[] }>(true)
  same<typeof unknown, Reply<unknown>>(true)
  const unknown = await v3.call('partner.thing.get', { id: 5 })
  await v3.call(name, { id: 5 })
}

export async function filters(v3: V3) {
  await v3.tasks.task.list({
    select: ['id'],
    filter: [
      ['id', '>', 5],
      ['status', ['new', 'pending']],
      {
        logic: 'or',
        conditions: [
          ['title', 'x'],
          ['deadline', '<=', new Date()],
        ],
      },
    ],
    order: { id: 'ASC' },
    pagination: { limit: 50, page: 2 },
  })
  await v3.tasks.task.list({ filter: ['id', 'in', [1, 2]] })
  await v3.tasks.task.list({
    filter: [
      ['id', 'between', [1, 2]],
      ['UF_COLOR', 'red'],
    ],
  })
  const inner = { type: 'filter', logic: 'and', conditions: [['needsControl', true]] } as const
  const or = { logic: 'or', conditions: [['group.id', 5], inner], negative: true } as const
  await v3.tasks.task.list({ filter: or })
  await v3.timeman.record.list({ filter: [['userId', '=', 5]] })
  await v3.main.eventlog.tail({ filter: ['severity', 'ERROR'], cursor: { field: 'id', value: 7 } })
  await v3.call('call.followup.list', {
    filter: { startDate: { from: '2026-01-01', to: '2026-02-01' }, participantId: 5 },
  })
}

export async function needyFilters(v3: V3, where3: Where3) {
  await v3.timeman.record.list({ filter: ['userId', 5] })
  await v3.timeman.record.list({
    filter: [
      ['id', '>', 1],
      ['userId', '=', 5],
    ],
    select: ['id', 'UF_X', 'user.name'],
    order: { startTime: 'DESC', UF_X: 'ASC', 'user.name': 'ASC' },
  })
  await v3.list('tasks.task.result.list', {
    filter: [
      ['id', '>', 1],
      ['taskId', 5],
      ['id', '<', 9],
    ],
  })
  await v3.tasks.task.result.list({
    filter: [
      ['id', '>', 1],
      ['id', '!=', 5],
      ['id', '<', 9],
      ['taskId', 5],
    ],
  })
  await v3.timeman.record.list({ filter: where3<'timeman.record.list'>('userId').eq(5) })
  await v3.batch({
    records: ['timeman.record.list', { filter: [['userId', '=', 5]], order: { id: 'ASC' } }],
  })
}

export async function mixed(v3: V3, where3: Where3) {
  const built = where3<'tasks.task.list'>('id').in([1])
  await v3.tasks.task.list({ filter: [built, ['id', 5]] })
  await v3.tasks.task.list({ filter: { logic: 'or', conditions: [built, ['id', 5]] } })
  await v3.batch({ a: ['tasks.task.list', { filter: [built, ['id', 5]] }] })
}

export async function builtReferences(v3: V3, where3: Where3) {
  const first = B24.ref3('some', 'tasks.task.list')[0]
  const each = B24.each3('some', 'tasks.task.list')
  await v3.batch({
    some: ['tasks.task.list', { filter: [['id', '>', 5]] }],
    one: ['tasks.task.list', { filter: where3<'tasks.task.list'>('id').eq(first.id) }],
    same: [
      'tasks.task.list',
      { filter: where3<'tasks.task.list'>('title').notEquals(first.title) },
    ],
    all: ['tasks.task.list', { filter: where3<'tasks.task.list'>('id').in(each.id) }],
    some2: ['tasks.task.list', { filter: where3<'tasks.task.list'>('id').notIn([1, first.id]) }],
    range: ['tasks.task.list', { filter: where3<'tasks.task.list'>('id').between(1, first.id) }],
    any: ['tasks.task.list', { filter: where3('id').in(each.id) }],
    mixed: [
      'tasks.task.list',
      { filter: [where3<'tasks.task.list'>('id').in(each.id), ['id', '!=', first.id]] },
    ],
  })
}

export async function builder(v3: V3, where3: Where3) {
  const late = where3<'tasks.task.list'>('status')
    .in(['new', 'pending'])
    .and('deadline')
    .lessThan(new Date())
    .and('id')
    .between(1, 9)
  const muted = where3<'tasks.task.list'>('needsControl').equals(true)
  await v3.tasks.task.list({ filter: late.or(muted.not()) })
  const filter: FilterV3<FilterFieldsV3['tasks.task.list']> = late
  await v3.list('tasks.task.list', { filter }).toArray()
  await v3.tasks.task.list({ filter: where3<'tasks.task.list'>('UF_COLOR').equals('red') })
  await v3.tasks.task.list({ filter: where3('anything').atLeast(5).and('other').equals('x') })
  await v3.tasks.task.list({ filter: B24.where3('status').eq('NEW').or(B24.where3('id').eq(5)) })
  await v3.call('some.thing.list', { filter: where3('price').atLeast(B24.float3(10)) })
}

export async function aggregates(v3: V3) {
  const { result } = await v3.call('some.thing.aggregate', {
    select: { count: ['id'], sum: ['price', 'tax'] },
    filter: [['id', '>', 5]],
  })
  const sum: number | string | null | undefined = result.result.sum?.['price']
  return sum
}

export async function newer(v3: V3) {
  await v3.call('some.thing.list', { other: 1 }, { unchecked: true })
}

export async function lists(v3: V3, name: string) {
  for await (const task of v3.list('tasks.task.list', { select: ['title'] }, { timeout: 9_000 })) {
    same<typeof task, MethodsV3['tasks.task.list']['row']>(true)
    same<typeof task.id, number>(true)
    same<typeof task.title, string | undefined>(true)
  }
  const messages = await v3.list('mail.message.thread', { id: 5 }).take(5).toArray()
  same<typeof messages, MethodsV3['mail.message.thread']['row'][]>(true)
  const things = await v3.list<{ id: number }>('partner.thing.list', { filter: [] }).toArray()
  same<typeof things, { id: number }[]>(true)
  await v3.list('partner.part.list').toArray()
  const cut = v3.list('tasks.task.list', { pagination: { limit: 10 }, filter: [['id', '>', 5]] })
  await v3.list('note.collection.list', { pagination: { limit: 10 } }).toArray()
  v3.list('tasks.task.list', {}, { from: cut.cursor })
  await v3.list(name).toArray()
}

export async function batches(b24: B24) {
  const { task, access, found, thing } = await b24.v3.batch({
    task: ['tasks.task.get', { id: 5, select: ['id', 'chatId'] }],
    access: ['tasks.task.access.get', { id: B24.ref3('task', 'tasks.task.get').id }],
    some: ['tasks.task.list', { filter: [['id', '>', 5]], order: { id: 'ASC' } }],
    first: ['tasks.task.get', { id: B24.ref3('some', 'tasks.task.list')[0].id }],
    found: [
      'tasks.task.list',
      { filter: [['id', 'in', B24.each3('some', 'tasks.task.list').id]], select: ['title'] },
    ],
    built: ['tasks.task.list', { filter: B24.where3<'tasks.task.list'>('id').in([3, 7]) }],
    changed: ['tasks.task.update', { id: 5, fields: { title: 'x', deadline: new Date() } }],
    count: ['humanresources.node.count'],
    thing: ['partner.thing.get', { id: B24.ref3('task').parentId, any: B24.each3('some').x }],
  })
  if (task.ok) same<typeof task.result, MethodsV3['tasks.task.get']['result']>(true)
  if (access.ok) same<typeof access.result, MethodsV3['tasks.task.access.get']['result']>(true)
  if (found.ok) same<typeof found.result, MethodsV3['tasks.task.list']['result']>(true)
  if (thing.ok) same<typeof thing.result, unknown>(true)
  if (!task.ok) {
    const validation = task.error.validation?.[0]
    const field: string | undefined = validation?.field
    await b24.v3.batch([{ method: 'tasks.task.get', params: { id: 5 } }], { idempotent: true })
    return field
  }
  const list = await b24.v3.batch([['tasks.task.get', { id: 5 }], ['humanresources.node.count']])
  const [first] = list
  if (first.ok) same<typeof first.result, MethodsV3['tasks.task.get']['result']>(true)
  return undefined
}

export async function filtersOfOtherVersion(b24: B24) {
  interface Own {
    readonly '>ID': number
  }
  const own: Own = { '>ID': 5 }
  await b24.call('crm.deal.list', { filter: own })
  await b24.call('crm.deal.list', { filter: B24.where('ID').equals(5) })
  await b24.call('crm.item.list', { entityTypeId: 2, filter: { 0: { logic: 'OR', 0: own } } })
  await b24.call('crm.item.list', { entityTypeId: 2, filter: new Map([['>id', 5]]) })
}

export async function options(b24: B24) {
  await b24.v3.tasks.task.get({ id: 5 }, { together: true, maxAge: 5_000, waitIfBlocked: false })
  const tail = b24.v3.list('main.eventlog.tail', {}, { from: 'x', timeout: 5 })
  const rows: MethodsV3['main.eventlog.tail']['row'][] = await tail.take(5).toArray()
  return rows
}
