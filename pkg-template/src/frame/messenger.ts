import { optionsOf } from '../options.js'
import { type Send, type Sent, post } from './command.js'

/** The portal's messenger. Its commands get no reply. */
export interface FrameMessenger {
  /** Opens a chat (`chat1` or a user's id), or the messenger in its last state. */
  openChat(dialogId?: string | number): Promise<Sent>
  /** Opens the history of a chat (`chat1` or a user's id). */
  openHistory(dialogId: string | number): Promise<Sent>
  /** Calls a user, with video unless `video` is false. */
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
