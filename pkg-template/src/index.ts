export { B24 } from './b24.js'
export type {
  Auth,
  AuthOptions,
  BridgedB24,
  BridgeOptions,
  CallOptions,
  FramedB24,
  FrameOptions,
  TokenOptions,
  WithAuth,
} from './b24.js'
export type { BatchOptions, Command, Commands, Outcome } from './batch.js'
export type { Outcomes } from './batch-types.js'
export { B24Error } from './error.js'
export type { ErrorDetails, ErrorKind } from './error.js'
export type { Filter, Where } from './filter.js'
export type * from './frame/dialogs.js'
export type { Frame, FrameInfo } from './frame/frame.js'
export type { FrameInstall } from './frame/install.js'
export type { FrameMessenger } from './frame/messenger.js'
export type { FrameOptionStores, OptionStore } from './frame/options.js'
export type { FramePlacement, PlacementInfo, PlacementInterface } from './frame/placement.js'
export type * from './frame/placements.js'
export type { FrameSlider, SliderSettings } from './frame/slider.js'
export type { Sent, WaitOptions } from './frame/command.js'
export type { FrameWindow, ScrollSize, Size } from './frame/window.js'
export type { List, ListOptions, Progress } from './list.js'
export type * from './methods.js'
export type { Identifier, Ids, Params } from './params.js'
export type { Reference } from './reference.js'
export type { Reply, Time } from './reply.js'
