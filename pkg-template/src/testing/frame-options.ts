import type { FrameInfo } from '../frame/info.js'
import type { PlacementCommands } from '../frame/placements.js'
import type { SelectedAccess, SelectedCrm, SelectedUser } from '../frame/dialogs.js'
import type { Fixture } from './handlers.js'
import type { OrderedError } from './ordered.js'

/** A reply to a command: a value, an ordered error, or a function of the parameters that returns them. */
export type FrameReply<Params, Reply> =
  Reply | OrderedError | ((params: Params) => Reply | OrderedError | Promise<Reply | OrderedError>)

/** The commands with replies of their own: dialogs, which else wait forever, and those of the placement. */
export type FrameReplies = {
  readonly [Name in keyof PlacementCommands]?: FrameReply<
    PlacementCommands[Name]['params'],
    Fixture<PlacementCommands[Name]['reply']>
  >
} & {
  /** A user, or users for `selectUsers`. */
  readonly selectUser?: FrameReply<{ mult: boolean }, SelectedUser | readonly SelectedUser[]>
  readonly selectAccess?: FrameReply<object, readonly SelectedAccess[]>
  readonly selectCRM?: FrameReply<object, { readonly [type: string]: readonly SelectedCrm[] }>
  /** Any other command, by its name on the wire. */
  readonly [command: string]: unknown
}

/** The portal page of the double. Its `info` is that of the app's own page, with these members. */
export interface FrameDoubleOptions extends Partial<FrameInfo> {
  /** The stored options of the user and of the app. */
  readonly userOptions?: Readonly<Record<string, unknown>>
  readonly appOptions?: Readonly<Record<string, unknown>>
  /** The replies to commands. The names are also the commands that the placement has. */
  readonly replies?: FrameReplies
  /** The events that the placement has. */
  readonly events?: readonly string[]
}
