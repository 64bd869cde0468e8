// Code with the frame API that compiles.

import { B24 } from 'b24-wasm'
import type {
  Auth,
  BridgedB24,
  CallStatus,
  FramedB24,
  FrameInfo,
  Json,
  PlacementInfo,
  PlacementInterface,
  PlacementOptions,
  ScrollSize,
  SelectedAccess,
  SelectedCrm,
  SelectedUser,
  Sent,
  Size,
} from 'b24-wasm'

import { same } from './same.js'

export async function connected(bx24: unknown, signal: AbortSignal) {
  const framed = await B24.frame()
  same<typeof framed, FramedB24>(true)
  const bridged = await B24.bridge(bx24)
  same<typeof bridged, BridgedB24>(true)
  await B24.bridge(bx24, { timeout: 2000, signal })
  // Both are clients.
  const clients: B24[] = [framed, bridged]
  for (const client of [framed, bridged]) {
    const auth = await client.auth({ fresh: true, signal })
    same<typeof auth, Auth>(true)
    same<typeof auth.expires, number | null>(true)
  }
  return clients
}

export function information({ frame }: FramedB24): Json | undefined {
  const { info } = frame
  same<typeof info, FrameInfo>(true)
  same<typeof info.isAdmin, boolean>(true)
  same<typeof frame.placement.info, PlacementInfo>(true)
  same<typeof info.options, PlacementOptions>(true)
  same<typeof frame.placement.info.options, PlacementOptions>(true)
  const { project } = info.options as { project?: { id: number } }
  same<typeof project, { id: number } | undefined>(true)
  if (typeof info.options.ID === 'string') info.options.ID.trim()
  return info.options.ID
}

export async function windows({ frame }: FramedB24, signal: AbortSignal) {
  const size = await frame.window.resize('100%', 600, { timeout: 1000, signal })
  same<typeof size, Size>(true)
  same<Awaited<ReturnType<typeof frame.window.fit>>, Size>(true)
  const stop = await frame.window.autoFit()
  stop()
  const titled: Promise<void> = frame.window.setTitle('Deals')
  await titled
  await frame.window.scrollParent(0)
  same<ReturnType<typeof frame.window.scrollSize>, ScrollSize>(true)
}

/** Commands without a reply return `'sent'`. */
export async function sent({ frame }: FramedB24) {
  const outcomes = await Promise.all([
    frame.window.reload(),
    frame.window.close(),
    frame.slider.showAppForm({ id: 1 }),
    frame.install.finish(),
    frame.messenger.openChat(),
    frame.messenger.openChat('chat7'),
    frame.messenger.openHistory(5),
    frame.messenger.call(5, { video: false }),
    frame.messenger.phone('+1 555 0100'),
  ])
  for (const outcome of outcomes) same<typeof outcome, Sent>(true)
  same<Sent, 'sent'>(true)
}

export async function sliders({ frame }: FramedB24, signal: AbortSignal) {
  const closed = await frame.slider.openPath('/crm/deal/details/5/', { signal })
  same<typeof closed, 'close'>(true)
  const settings = { width: 800, leftBoundary: 40, title: 'Deal', label: { text: 'App' } }
  const said = await frame.slider.openApplication({ id: 5 }, settings, { timeout: 60_000 })
  same<typeof said, unknown>(true)
}

export async function dialogs({ frame }: FramedB24, signal: AbortSignal) {
  const user = await frame.dialogs.selectUser('Who?', { signal })
  same<typeof user, SelectedUser>(true)
  same<typeof user.id, number>(true)
  same<Awaited<ReturnType<typeof frame.dialogs.selectUsers>>, SelectedUser[]>(true)
  const access = await frame.dialogs.selectAccess(['U1', 'AU'], { signal })
  same<typeof access, SelectedAccess[]>(true)
  const found = await frame.dialogs.selectCrm({
    entityType: ['lead', 'deal'],
    multiple: true,
    value: { lead: [1, '2'], deal: ['D_7'] },
  })
  same<typeof found.deal, SelectedCrm[] | undefined>(true)
  await frame.dialogs.selectCrm({ entityType: ['contact'], value: ['C_1'] })
}

export async function placements({ frame }: FramedB24) {
  const { placement } = frame
  same<Awaited<ReturnType<typeof placement.getInterface>>, PlacementInterface>(true)
  const status = await placement.call('getStatus')
  same<typeof status, CallStatus>(true)
  await placement.call('CallCardSetMute', { muted: true }, { timeout: 1000 })
  await placement.call('setValue', 'a text')
  await placement.call('setValue', [1, { a: null }])
  const reply = await placement.call<{ done: boolean }>('ourOwnCommand', { any: 'thing' })
  same<typeof reply, { done: boolean }>(true)

  const stop = await placement.on('BackgroundCallCard::muteButtonClick', (muted) => {
    same<typeof muted, boolean>(true)
  })
  stop()
  await placement.on<{ id: number }>('Our::ownEvent', ({ id }) => same<typeof id, number>(true))
  await placement.bind('bindLayoutEventCallback', 'button', ({ id, value }) => {
    same<typeof id, string>(true)
    same<typeof value, string>(true)
  })
  await placement.bind('bindPrimaryButtonClickCallback', null, () => {})
}

export async function kept({ frame }: FramedB24) {
  const { user, app } = frame.options
  for (const value of [0, '', false, null, [], { a: [1] }]) await user.set('value', value)
  await app.set('name', 'value', { timeout: 1000 })
  const count = user.get<number>('count')
  same<typeof count, number | undefined>(true)
  same<ReturnType<typeof app.all>, Record<string, unknown>>(true)
  same<ReturnType<typeof app.get>, unknown>(true)
}

export async function installation({ frame }: FramedB24) {
  if (frame.install.isFirstRun) await frame.install.firstRunDone()
  if (frame.install.isInstalling) await frame.install.finish()
}
