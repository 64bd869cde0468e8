// Code with lists and batches that compiles.

import { B24 } from 'b24-wasm'
import type {
  B24Error,
  Command,
  Department,
  FoundUser,
  ImUser,
  Methods,
  Outcome,
  Progress,
  User,
} from 'b24-wasm'

import { same } from './same.js'

export async function lists(b24: B24, signal: AbortSignal, name: string) {
  const onProgress = ({ rows, total, requests, changed }: Progress) =>
    console.log(rows, total, requests, changed)
  for await (const user of b24.list(
    'user.get',
    { filter: { ACTIVE: true }, sort: 'LAST_NAME' },
    { onProgress, signal, timeout: 10_000 },
  )) {
    same<typeof user, User>(true)
  }
  for await (const page of b24.list('department.get').pages()) {
    same<typeof page, Department[]>(true)
  }
  const found = b24.list('im.search.user.list', { FIND: 'John', LIMIT: 20 })
  same<Awaited<ReturnType<typeof found.toArray>>, FoundUser[]>(true)
  same<typeof found.total, number | undefined>(true)
  const ids = await b24.list('im.department.colleagues.list').take(10).toArray()
  same<typeof ids, number[]>(true)
  const people = await b24.list('im.department.colleagues.list', { USER_DATA: true }).toArray()
  same<typeof people, ImUser[]>(true)
  const deals = await b24.list<{ ID: string }>('crm.deal.list', { select: ['ID'] }).toArray()
  same<typeof deals, { ID: string }[]>(true)
  const unknown = await b24.list('crm.thing.list', {}, { from: 'start 50' }).toArray()
  same<typeof unknown, unknown[]>(true)
  await b24.list(name).toArray()
  await b24.list('im.recent.list', {}, { rows: 'items' }).toArray()
}

export async function batches(b24: B24, commands: Command[]) {
  const me = B24.ref('me', 'user.current')
  const outcomes = await b24.batch(
    {
      me: ['user.current'],
      staff: ['im.department.employees.get', { ID: [1], USER_DATA: true }],
      ids: ['im.department.employees.get', { ID: me.UF_DEPARTMENT }],
      one: ['department.get', { filter: { ID: me.UF_DEPARTMENT[0] } }],
      people: ['user.get', { filter: { '!%LAST_NAME': 'an', '@ID': [1, 2], ID: me.ID } }],
      built: ['user.get', { filter: B24.where('LAST_NAME').contains('x') }],
      found: ['im.search.user.list', { FIND: 'John' }],
      deals: ['crm.deal.list', { select: ['ID'], filter: { ASSIGNED_BY_ID: me.ID } }],
      things: ['crm.thing.list', { select: ['ID'] }],
      text: [
        'im.message.add',
        { DIALOG_ID: '1', MESSAGE: `Hello ${me.NAME} and ${B24.ref('other').NAME}` },
      ],
      scope: ['scope'],
    },
    { haltOnError: true, timeout: 10_000, idempotent: true, waitIfBlocked: false },
  )
  same<typeof outcomes.me, Outcome<User>>(true)
  same<typeof outcomes.staff, Outcome<Map<number, ImUser[]>>>(true)
  same<typeof outcomes.ids, Outcome<Map<number, number[]>>>(true)
  same<typeof outcomes.one, Outcome<Department[]>>(true)
  same<typeof outcomes.people, Outcome<User[]>>(true)
  same<typeof outcomes.found, Outcome<Map<number, FoundUser>>>(true)
  same<typeof outcomes.things, Outcome<unknown>>(true)
  same<typeof outcomes.deals, Outcome<Methods['crm.deal.list']['result']>>(true)
  same<typeof outcomes.scope, Outcome<string[]>>(true)
  if (outcomes.me.ok) same<typeof outcomes.me.result.ID, number>(true)
  else same<typeof outcomes.me.error, B24Error>(true)

  const [first, second] = await b24.batch([['user.current'], ['user.get', { start: 50 }]])
  same<typeof first, Outcome<User>>(true)
  same<typeof second, Outcome<User[]>>(true)

  const several = [1, 2, 3].map((id) => ['user.get', { filter: { ID: id } }] as const)
  const users = await b24.batch(several)
  same<(typeof users)[number], Outcome<User[]>>(true)

  const some = await b24.batch(commands)
  same<(typeof some)[number], Outcome<unknown>>(true)
}
