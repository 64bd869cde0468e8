// The entry `b24-wasm/testing`: a double of a portal for an app's unit tests.

export { mockB24 } from './testing/mock.js'
export type { RecordedEvent } from './testing/events.js'
export type { Mock, MockB24, MockOptions } from './testing/mock.js'
export type { FrameDoubleOptions, FrameReplies, FrameReply } from './testing/frame-options.js'
export type {
  Fixture,
  Handler,
  HandlerContext,
  Handlers,
  HandlersV3,
  MethodHandler,
  MethodHandlerV3,
  Ordered,
  OtherHandler,
} from './testing/handlers.js'
export type {
  OrderedError,
  OrderedErrorDetails,
  OrderedFailure,
  OrderedReply,
  ReplyDetails,
} from './testing/ordered.js'
export type { RecordedCall, RecordedCommand } from './testing/recorded.js'
