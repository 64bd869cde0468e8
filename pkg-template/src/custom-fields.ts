/**
 * The custom fields of entities. An app declares its own, for the parameters and results of the methods
 * that read or write the entity:
 *
 * ```ts
 * declare module 'b24-wasm' {
 *   interface CustomFields { 'crm.deal': { UF_CRM_COLOR: string } }
 * }
 * ```
 */
// biome-ignore lint/suspicious/noEmptyInterface: apps add members.
export interface CustomFields {}
