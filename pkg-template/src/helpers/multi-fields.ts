import type { MultiField } from '../api-types.js'

export type { MultiField }

/** The multi-fields of a lead, a contact or a company. */
export interface MultiFields {
  readonly PHONE?: readonly MultiField[]
  readonly EMAIL?: readonly MultiField[]
  readonly WEB?: readonly MultiField[]
  readonly IM?: readonly MultiField[]
}

/** Returns the values of a multi-field: `valuesOf(contact, 'PHONE')`. An empty field has none. */
export function valuesOf(record: unknown, name: keyof MultiFields): string[] {
  const fields = (record as MultiFields | null | undefined)?.[name]
  return Array.isArray(fields) ? fields.map(({ VALUE = '' }: MultiField) => VALUE) : []
}

/**
 * Returns what an update takes so that a multi-field has exactly these values: those that are there keep
 * their identifiers, others are deleted, new ones are added. The portal would add all of them otherwise.
 *
 * ```ts
 * const PHONE = changeValues(contact.PHONE, ['+49 30 1234567'])
 * await b24.call('crm.contact.update', { id: contact.ID, fields: { PHONE } })
 * ```
 */
export function changeValues(
  before: readonly MultiField[] | undefined,
  values: readonly (string | MultiField)[],
): MultiField[] {
  const wanted = values.map((value) => (typeof value === 'string' ? { VALUE: value } : value))
  const kept = new Set<MultiField>()
  const changed = wanted.map((field): MultiField => {
    const known = before?.find((other) => other.VALUE === field.VALUE && !kept.has(other))
    if (!known) return { VALUE_TYPE: 'WORK', ...field }
    kept.add(known)
    return { ...known, ...field }
  })
  // An empty value deletes.
  const deleted = (before ?? []).filter((field) => !kept.has(field))
  return [...changed, ...deleted.map((field) => ({ ...field, VALUE: '' }))]
}
