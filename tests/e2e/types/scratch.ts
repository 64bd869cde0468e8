import { B24 } from 'b24-wasm'
import type { B24Error, FoundUser, ImUser, Outcome, User, Department } from 'b24-wasm'
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never
const same = <A, B>(_proof: Same<A, B>) => {}

export async function batches(b24: B24, flag: boolean, name: string) {
  const out = await b24.batch({
    me: ['user.current'],
    staff: ['im.department.employees.get', { ID: [1], USER_DATA: true }],
    ids: ['im.department.employees.get', { ID: B24.ref('me', 'user.current').UF_DEPARTMENT }],
    people: [
      'user.get',
      { filter: { '!%LAST_NAME': 'an', '@ID': [1, 2], ID: B24.ref('me', 'user.current').ID } },
    ],
    deals: ['crm.deal.list', { select: ['ID'], deep: { a: [1, { b: B24.ref('me').ID }] } }],
    where: ['user.get', { filter: B24.where('LAST_NAME').contains('x') }],
    scope: ['scope'],
    found: ['im.search.user.list', { FIND: 'John' }],
  })
  same<typeof out.me, Outcome<User>>(true)
  same<typeof out.staff, Outcome<Map<number, ImUser[]>>>(true)
  same<typeof out.ids, Outcome<Map<number, number[]>>>(true)
  same<typeof out.people, Outcome<User[]>>(true)
  same<typeof out.deals, Outcome<unknown>>(true)
  same<typeof out.found, Outcome<Map<number, FoundUser>>>(true)
  if (out.me.ok) {
    const id: number = out.me.result.ID
    void id
  } else {
    const e: B24Error = out.me.error
    void e
  }
  const [a, b] = await b24.batch([['user.current'], ['department.get', { filter: { ID: 1 } }]])
  same<typeof a, Outcome<User>>(true)
  same<typeof b, Outcome<Department[]>>(true)
  const many = Array.from({ length: 3 }, (_, id) => ['user.get', { filter: { ID: id } }] as const)
  const outs = await b24.batch(many)
  same<(typeof outs)[number], Outcome<User[]>>(true)
  for (const user of await b24.list('user.get', { filter: { ACTIVE: true } }).toArray())
    void user.ID
  for await (const user of b24.list('im.department.colleagues.list', { USER_DATA: true }))
    void user.email
  for await (const id of b24.list('im.department.colleagues.list')) void id.toFixed()
  for await (const d of b24.list<{ ID: string }>('crm.deal.list', { select: ['ID'] }).take(3))
    void d.ID
  for await (const d of b24.list('crm.deal.list')) same<typeof d, unknown>(true)
  for await (const p of b24.list('im.search.user.list', { FIND: 'x' }).pages())
    same<typeof p, FoundUser[]>(true)
  const { result } = await b24.im.department.employees.get({ ID: new Set([1]), USER_DATA: flag })
  same<typeof result, Map<number, number[]> | Map<number, ImUser[]>>(true)
  const l = await b24.im.user.list.get({ ID: 4, RESULT_TYPE: 'array' })
  same<typeof l.result, (ImUser | null)[]>(true)
  const c = await b24.call('im.user.list.get', { ID: [4] })
  same<typeof c.result, Map<number, ImUser | null>>(true)
  const c2 = await b24.call('im.user.list.get', { ID: [4], RESULT_TYPE: 'array' })
  same<typeof c2.result, (ImUser | null)[]>(true)
  void name
}
export function wrongs(b24: B24) {
  void b24.batch({ a: ['user.get', { filter: { LASTNAME: 'x' } }] }) // 1
  void b24.batch({ a: ['user.get', { filters: {} }] }) // 2
  void b24.batch({ a: ['im.user.list.get'] }) // 3
  void b24.batch({ a: ['im.user.list.get', {}] }) // 4
  void b24.batch({ a: ['user.get', { filter: { ID: 'x' } }] }) // 5
  void b24.batch({ a: ['user.get', { filter: { ID: B24.ref('me', 'user.current').NAME } }] }) // 6
  void b24.batch({ a: 'user.get' }) // 7
  void b24.list('im.user.list.get', { ID: [4] }) // 8
  void b24.list('user.get', { start: 50 }) // 9
  void b24.list('user.get', { filter: { LASTNAME: 'x' } }) // 10
  void b24.user.get({ filter: { ID: B24.ref('me', 'user.current').ID } }) // 11
  void B24.ref('me', 'user.current').LASTNAME // 12
  void b24.im.user.list.get() // 13
  void b24.call('im.user.list.get', { ID: [4], AVATAR: true }) // 14
  void b24.call('im.user.list.get') // 15
  void b24.batch([['user.current', { x: 1 }]]) // 16
}
