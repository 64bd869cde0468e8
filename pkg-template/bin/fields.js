// The fields of a portal: how they are loaded, and their declarations.

/**
 * A field that people have added to an entity.
 *
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string} type the portal's type
 * @property {boolean} isMultiple
 */

/**
 * A field as the portal describes it. `crm.deal.fields`, `lists.field.get` and `user.userfield.list` use
 * different names.
 *
 * @typedef {object} Description
 * @property {string} [type]
 * @property {string} [TYPE]
 * @property {string} [USER_TYPE_ID]
 * @property {boolean} [isMultiple]
 * @property {string} [MULTIPLE]
 * @property {string} [title]
 * @property {string} [formLabel]
 * @property {string} [listLabel]
 * @property {string} [NAME]
 * @property {string} [EDIT_FORM_LABEL]
 */

/** The entities with a method that describes their fields; those of tasks and users are listed. */
const ENTITIES = /** @type {const} */ ([
  ['crm.deal', 'crm.deal.fields'],
  ['crm.lead', 'crm.lead.fields'],
  ['crm.contact', 'crm.contact.fields'],
  ['crm.company', 'crm.company.fields'],
  ['crm.quote', 'crm.quote.fields'],
])

/** The names of fields that people have added. */
const CUSTOM = /^(UF_|ufCrm|PARENT_ID_|parentId\d|PROPERTY_\d)\w*$/i

/** The fields of tasks that the documentation describes, although they look like custom ones. */
const DOCUMENTED = /^UF_(CRM_TASK|MAIL_MESSAGE|TASK_WEBDAV_FILES)$/

/** TypeScript types by the portal's types; the portal sends numbers as text in places. */
const TYPES = /** @type {const} */ ({
  boolean: "boolean | 'Y' | 'N' | 0 | 1 | '0' | '1'",
  double: 'string | number',
  employee: 'string | number',
  enumeration: 'string | number',
  file: 'unknown',
  iblock_element: 'string | number',
  iblock_section: 'string | number',
  integer: 'string | number',
  user: 'string | number',
  crm: 'string | number',
  crm_entity: 'string | number',
  // Types of the fields of lists.
  N: 'string | number',
  L: 'string | number',
  F: 'unknown',
  E: 'string | number',
  G: 'string | number',
})

/**
 * Loads the custom fields by entity. What the webhook may not read is skipped.
 *
 * @param {import('b24-wasm').B24} b24
 * @returns {Promise<{ entities: Map<string, Field[]>, skipped: [method: string, code: string][] }>}
 */
export async function loadFields(b24) {
  /** @type {Map<string, Field[]>} */
  const entities = new Map()
  /** @type {[method: string, code: string][]} */
  const skipped = []

  /** @param {string} method @param {object} [params] @returns {Promise<any>} */
  const call = async (method, params) => {
    try {
      return (await b24.call(/** @type {string} */ (method), params ?? {})).result
    } catch (error) {
      const { kind, code } = /** @type {import('b24-wasm').B24Error} */ (error)
      if (kind !== 'portal' && kind !== 'permission') throw error
      skipped.push([method, code])
      return undefined
    }
  }

  /** @param {string} entity @param {unknown} descriptions */
  const add = (entity, descriptions) => {
    const fields = Object.entries(Object(descriptions)).flatMap(([name, description]) =>
      CUSTOM.test(name)
        ? namesOf(entity, name).map((name) => fieldOf(name, Object(description)))
        : [],
    )
    const known = new Set(entities.get(entity)?.map(({ name }) => name))
    const fresh = fields.filter(({ name }) => !known.has(name))
    if (fresh.length) entities.set(entity, [...(entities.get(entity) ?? []), ...fresh])
  }

  /**
   * @param {string} entity
   * @param {{ FIELD_NAME: string }[]} [descriptions]
   * @param {Record<string, Description>} [titles]
   */
  const addListed = (entity, descriptions = [], titles = {}) => {
    const named = descriptions.map((one) => /** @type {const} */ ([one.FIELD_NAME, one]))
    const custom = named.filter(([name]) => !DOCUMENTED.test(name))
    const described = custom.map(([name, one]) => [name, { ...titles[name], ...one }])
    add(entity, Object.fromEntries(described))
  }

  await Promise.all(
    ENTITIES.map(async ([entity, method]) => {
      const result = await call(method)
      add(entity, result?.fields ?? result)
    }),
  )
  const titles = (await call('tasks.task.getFields'))?.fields
  addListed('tasks.task', await call('task.item.userfield.getlist'), titles)
  addListed('user', await call('user.userfield.list'))
  const processes = (await call('crm.type.list'))?.types ?? []
  for (const { entityTypeId } of processes) {
    const params = { entityTypeId }
    add('crm.item', (await call('crm.item.fields', params))?.fields)
  }
  const lists = (await call('lists.get', { IBLOCK_TYPE_ID: 'lists' })) ?? []
  for (const { ID } of lists) {
    add('lists.element', await call('lists.field.get', { IBLOCK_TYPE_ID: 'lists', IBLOCK_ID: ID }))
  }
  const sorted = [...entities].sort(([one], [other]) => (one < other ? -1 : 1))
  return { entities: new Map(sorted), skipped }
}

/**
 * Returns the names of a field: replies have those of tasks in camel case.
 *
 * @param {string} entity
 * @param {string} name
 */
function namesOf(entity, name) {
  if (entity !== 'tasks.task') return [name]
  const camel = name.toLowerCase().replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase())
  return [name, camel]
}

/** @param {string} name @param {Description} description @returns {Field} */
function fieldOf(name, description) {
  const { type, TYPE, USER_TYPE_ID, isMultiple, MULTIPLE } = description
  const { formLabel, listLabel, title, NAME, EDIT_FORM_LABEL } = description
  return {
    name,
    label: formLabel || listLabel || title || NAME || EDIT_FORM_LABEL || name,
    type: type ?? TYPE ?? USER_TYPE_ID ?? '',
    isMultiple: isMultiple ?? MULTIPLE === 'Y',
  }
}

/** Returns the declarations of fields. @param {Map<string, Field[]>} entities */
export function declarations(entities) {
  const interfaces = Array.from(entities, ([entity, fields]) => {
    const members = fields.map(
      (field) => `      /** ${label(field)} */\n      ${field.name}: ${typeOf(field)}\n`,
    )
    return `    '${entity}': {\n${members.join('')}    }\n`
  })
  return `// The custom fields of a portal. Written by \`npx b24-wasm types\`; run it again after they have changed.

import 'b24-wasm'

declare module 'b24-wasm' {
  interface CustomFields {
${interfaces.join('')}  }
}
`
}

/** Returns a label, which people wrote, as the text of a comment. @param {Field} field */
function label({ label, name }) {
  return label.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ').trim() || name
}

/** @param {Field} field */
function typeOf({ type, isMultiple }) {
  const one = Object.hasOwn(TYPES, type)
    ? TYPES[/** @type {keyof typeof TYPES} */ (type)]
    : 'string'
  // The portal sends false for no values.
  return isMultiple ? `readonly (${one})[] | false` : one
}
