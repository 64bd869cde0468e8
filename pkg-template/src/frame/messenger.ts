import { optionsOf } from '../options.js'
import { type Send, type Sent, post } from './command.js'

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
export function frameMessenger(send: Send): FrameMessenger {
  return {
    openChat: (dialogId) => post(send, 'imOpenMessenger', { dialogId }),
    openHistory: (dialogId) => post(send, 'imOpenHistory', { dialogId }),
    async call(userId, options) {
      const { video = true } = optionsOf(options, 'video')
      return post(send, 'imCallTo', { userId, video })
    },
    phone: (phone) => post(send, 'imPhoneTo', { phone }),
  }
}
