/**
 * The events of your app: their commands, with the types of their parameters. Declare them once:
 *
 * ```ts
 * declare module 'b24-wasm' {
 *   interface AppEvents {
 *     'order.changed': { id: number }
 *   }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: apps add members.
export interface AppEvents {}
