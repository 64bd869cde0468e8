// The code of docs/coming-from.md, inserted at the placeholder below.

import { B24, B24Error } from 'b24-wasm'

declare const b24: Awaited<ReturnType<typeof B24.frame>>
declare const controller: AbortController
declare const signal: AbortSignal
declare const file: File
declare const accessToken: string
declare const refresh: () => Promise<{ accessToken: string }>
declare const element: HTMLElement
declare const handler: (event: Event) => void
declare const url: string
declare const method: string
declare const params: object
declare const auth: Awaited<ReturnType<typeof b24.auth>>

export async function lines() {
  void [b24, controller, signal, file, accessToken, refresh, element, handler, url]
  void [method, params, auth]
  void [B24, B24Error]
  // LINES
}
