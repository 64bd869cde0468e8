import { optionsOf } from '../options.js'
import { type Say, type Sent, tell } from './wait.js'

/** The portal's messenger. The portal page answers none of its commands. */
export interface FrameMessenger {
  /** Opens a chat, `chat1` or a user's number, or the messenger as it was left. */
  openChat(dialogId?: string | number): Promise<Sent>
  /** Opens what was written in a chat, `chat1` or a user's number. */
  openHistory(dialogId: string | number): Promise<Sent>
  /** Calls a user, with a picture unless `video` is false. */
  call(userId: number, options?: { readonly video?: boolean }): Promise<Sent>
  /** Calls a telephone number. */
  phone(number: string): Promise<Sent>
}

/** @internal */
export function frameMessenger(say: Say): FrameMessenger {
  return {
    openChat: (dialogId) => tell(say, 'imOpenMessenger', { dialogId }),
    openHistory: (dialogId) => tell(say, 'imOpenHistory', { dialogId }),
    async call(userId, options) {
      const { video = true } = optionsOf(options, 'video')
      return tell(say, 'imCallTo', { userId, video })
    },
    phone: (phone) => tell(say, 'imPhoneTo', { phone }),
  }
}
