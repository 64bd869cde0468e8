import { optionsOf } from '../options.js'
import type { Send, WaitOptions } from './command.js'

/** A selected user. */
export interface SelectedUser {
  readonly id: number
  readonly name: string
  readonly photo?: string
  readonly position?: string
  /** The user's page on the portal. */
  readonly url?: string
  /** Whether the user is the caller's subordinate. */
  readonly sub?: boolean
  /** Whether the user is the caller's superior. */
  readonly sup?: boolean
}

/** A selected access right: a user `U1`, a group `SG4`, everybody `AU`. */
export interface SelectedAccess {
  readonly id: string
  readonly name: string
}

/** The types of CRM elements. */
export type CrmType = 'lead' | 'contact' | 'company' | 'deal' | 'quote'

/** A selected CRM element. */
export interface SelectedCrm {
  /** The type's letter and the identifier: `L_1348`. */
  readonly id: string
  readonly type: string
  readonly title: string
  readonly desc?: string
  readonly place?: string
  readonly url?: string
  readonly image?: string
}

/** The parameters of `selectCrm`. */
export interface CrmSelection {
  readonly entityType: readonly CrmType[]
  readonly multiple?: boolean
  /** The preselected elements: `['L_1', 'D_7']`, or identifiers by type. */
  readonly value?: readonly string[] | { readonly [Type in CrmType]?: readonly (string | number)[] }
}

/**
 * Dialogs in which a person selects something. The portal page sends no reply if a dialog is closed:
 * pass a `signal` or a `timeout`, or open another dialog, which fails this one with `DIALOG_REPLACED`.
 */
export interface FrameDialogs {
  /** Lets a person select one user of the portal. */
  selectUser(title?: string, options?: WaitOptions): Promise<SelectedUser>
  /** Lets a person select users of the portal. */
  selectUsers(title?: string, options?: WaitOptions): Promise<SelectedUser[]>
  /** Lets a person select access rights; `selected` are preselected. */
  selectAccess(selected?: readonly string[], options?: WaitOptions): Promise<SelectedAccess[]>
  /** Lets a person select CRM elements, and returns a list for each type. */
  selectCrm(
    selection: CrmSelection,
    options?: WaitOptions,
  ): Promise<{ [Type in CrmType]?: SelectedCrm[] }>
}

/** @internal */
export function frameDialogs(send: Send): FrameDialogs {
  return {
    selectUser: (title = '', options) => send('selectUser', { title, mult: false }, options),
    selectUsers: (title = '', options) => send('selectUser', { title, mult: true }, options),
    selectAccess: (value = [], options) => send('selectAccess', { value }, options),
    async selectCrm(selection, options) {
      const settings = optionsOf(selection, 'entityType', 'multiple', 'value')
      return send('selectCRM', { multiple: false, ...settings }, options)
    },
  }
}
