// Tests of an app that compile.

import { type B24, B24Error, type FramedB24 } from 'b24-wasm'
import {
  type HandlerContext,
  type Handlers,
  type HandlersV3,
  mockB24,
  type MockB24,
  type RecordedCall,
} from 'b24-wasm/testing'

import { same } from './same.js'

export async function handlers() {
  const b24 = await mockB24({
    'crm.deal.get': ({ id }) => ({ ID: id, TITLE: 'x', UF_CRM_1: 5 }),
    'crm.deal.list': [{ ID: '1' }, { ID: 2, TITLE: 'y' }],
    'crm.deal.add': ({ fields }) => (fields?.TITLE ? 5 : mockB24.error('NO_TITLE')),
    'crm.deal.delete': mockB24.error('ACCESS_DENIED', { description: 'no', status: 403 }),
    'crm.contact.list': mockB24.networkError(),
    'crm.item.list': ({ entityTypeId }) => ({
      items: [{ id: 1, entityTypeId: Number(entityTypeId) }],
    }),
    'crm.company.list': mockB24.reply([{ ID: '1' }], { total: 70, next: 50 }),
    'user.get': async ({ filter }, { signal, method }) => {
      same<typeof signal, HandlerContext['signal']>(true)
      same<typeof method, string>(true)
      return filter ? [{ ID: 1, NAME: 'Ada', UF_DEPARTMENT: [3] }] : []
    },
    'user.current': () => {
      throw new B24Error({ code: 'expired_token', kind: 'auth' })
    },
    'im.user.list.get': () => ({ 1: { id: 1, name: 'Ada' } }),
    'crm.deal.fields': { ID: { type: 'integer' } },
  })
  same<typeof b24, MockB24>(true)
  const client: B24 = b24
  const framed: FramedB24 = b24
  const calls: readonly RecordedCall[] = b24.mock.calls
  b24.mock.handle({ 'crm.deal.get': { ID: '7' } })
  b24.mock.handleOther('partner.thing.list', ({ size }) => [{ size }])
  b24.mock.handleOther('partner.thing.list', [1, 2], { v3: true })
  b24.mock.emit('CallCard::BeforeClose', {})
  await b24.mock.closeSlider()
  b24.mock.reset()
  return { client, framed, calls }
}

export const v3: Promise<MockB24> = mockB24(
  {},
  {
    v3: {
      'tasks.task.get': ({ id }) => ({ item: { id, title: 'x' } }),
      'tasks.task.list': { items: [{ id: 1 }] },
      'tasks.task.delete': mockB24.error('ACCESSDENIEDEXCEPTION'),
    },
    frame: {
      placement: 'CRM_DEAL_DETAIL_TAB',
      options: { ID: '7' },
      isAdmin: false,
      userOptions: { owner: 3 },
      replies: {
        getStatus: { CALL_ID: 'x' },
        selectUser: ({ mult }) => (mult ? [{ id: 3, name: 'Ada' }] : { id: 3, name: 'Ada' }),
        someCommand: () => mockB24.error('DENIED'),
      },
      events: ['CallCard::BeforeClose'],
    },
  },
)

const shared: Handlers = { 'crm.deal.get': { ID: '1' } }
const sharedV3: HandlersV3 = { 'tasks.task.get': { item: { id: 1 } } }
export const combined = mockB24({ ...shared, 'user.get': [] }, { v3: sharedV3 })
