// Editor support: completions and messages of the compiler.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import ts from 'typescript-5.9'

import { openEditor } from './harness/editor.js'
import { packageFolder } from './harness/paths.js'

const editor = openEditor(resolve(packageFolder, '../..'))
const { service, file } = editor
const HEAD = `import { B24, V3, Where3 } from 'b24-wasm'
declare const b24: B24, signal: AbortSignal
declare const v3: V3, where3: Where3
`

/** @param {string} code */
const write = (code) => editor.write(HEAD + code)

/**
 * Returns the completions at `|`.
 *
 * @param {string} code
 */
function completions(code) {
  write(code.replace('|', ''))
  const at = HEAD.length + code.indexOf('|')
  const entries = service.getCompletionsAtPosition(file, at, {})?.entries ?? []
  return entries.map(({ name }) => name).filter((name) => name !== '')
}

/**
 * Returns the messages of the compiler.
 *
 * @param {string} code
 */
function messages(code) {
  write(code)
  const found = service.getSemanticDiagnostics(file)
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')).join()
}

const dist = resolve(packageFolder, 'dist')
const indexes = readdirSync(resolve(dist, 'api')).map((name) => `api/${name}`)
const index = ['methods.d.ts', ...indexes].flatMap((name) => [
  ...readFileSync(resolve(dist, name), 'utf8').matchAll(/^ {2}'([\w.]+)': \{ params(.*)$/gm),
])
const methods = index.map(([, name]) => String(name)).sort()
const lists = index
  .filter(([, , rest]) => /; row: (?!never)/.test(String(rest)))
  .map(([, name]) => name)

/** The fields of a result of a task on which a filter may have conditions. */
const FIELDS = ['id', 'taskId', 'text', 'authorId', 'createdAt', 'status', 'messageId']
const SELECTED = [...FIELDS, 'author', 'updatedAt', 'fileIds', 'rights']
const ORDERED = ['id', 'userId', 'startTime', 'endTime', 'duration']

suite('completions', () => {
  test('there are methods to complete', () => {
    assert.ok(methods.length > 1500 && lists.length > 150, `${methods.length} ${lists.length}`)
  })

  for (const code of [
    "b24.call('|')",
    "b24.batch({ a: ['|'] })",
    "b24.batch([['|']])",
    "b24.batch({ a: { method: '|' } })",
    "B24.ref('a', '|')",
  ]) {
    test(`${code} completes every documented method`, () => {
      assert.deepEqual(completions(code).sort(), methods)
    })
  }

  test('b24.list completes every list', () => {
    assert.deepEqual(completions("b24.list('|')").sort(), lists.sort())
  })

  for (const code of [
    'b24.user.get({ | })',
    "b24.call('user.get', { | })",
    "b24.batch({ a: ['user.get', { | }] })",
    "b24.batch({ a: { method: 'user.get', params: { | } } })",
  ]) {
    test(`${code} completes the parameters`, () => {
      const names = ['ADMIN_MODE', 'IMAGE_RESIZE', 'filter', 'order', 'select', 'sort', 'start']
      assert.deepEqual(completions(code).sort(), names)
    })
  }

  for (const [code, names] of /** @type {const} */ ([
    ["b24.call('crm.deal.list', { | })", ['filter', 'order', 'select', 'start']],
    ['b24.crm.deal.list({ | })', ['filter', 'order', 'select', 'start']],
    ["b24.list('crm.deal.list', { | })", ['filter', 'order', 'select']],
    ["b24.batch({ a: ['crm.deal.list', { | }] })", ['filter', 'order', 'select', 'start']],
    ["b24.call('crm.deal.get', { | })", ['ID', 'id']],
    ["b24.list('user.search', { | })", ['ADMIN_MODE', 'filter', 'order', 'select', 'sort']],
    ["b24.call('user.get', { order: '|' })", ['ASC', 'DESC']],
    ["b24.call('im.department.employees.get', { | })", ['ID', 'USER_DATA']],
  ])) {
    test(`${code} completes ${names.join()}`, () => {
      assert.deepEqual(completions(code).sort(), names)
    })
  }

  for (const code of ["v3.call('|')", "v3.call('|', {})"]) {
    test(`${code} completes every method of REST 3.0`, () => {
      const text = readFileSync(resolve(dist, 'v3/methods.d.ts'), 'utf8')
      const known = [...text.matchAll(/^ {2}'([\w.]+)': \{ params/gm)].map(([, name]) => name)
      assert.equal(known.length, 106)
      assert.deepEqual(completions(code).sort(), known.sort())
    })
  }

  for (const [code, names] of /** @type {const} */ ([
    ["v3.call('tasks.task.list', { | })", ['filter', 'order', 'pagination', 'select']],
    ["v3.list('tasks.task.list', { | })", ['filter', 'order', 'pagination', 'select']],
    ["v3.list('tasks.task.list', { pagination: { | } })", ['limit']],
    [
      "v3.timeman.record.list({ filter: ['userId', 1], select: ['|'] })",
      [...ORDERED, 'breakLength', 'state', 'isApproved'],
    ],
    ["v3.timeman.record.list({ filter: ['userId', 1], order: { | } })", ORDERED],
    ["b24.call('tasks.task.list', { filter: { | } })", []],
    ['v3.mail.message.get({ | })', ['id', 'select']],
    ["v3.call('tasks.task.result.list', { filter: [['taskId', 1]], select: ['|'] })", SELECTED],
    ["where3<'tasks.task.result.list'>('id').equals(1).and('|')", FIELDS],
  ])) {
    test(`${code} completes ${names.join()}`, () => {
      assert.deepEqual(completions(code).sort(), [...names].sort())
    })
  }

  for (const [code, isOffered] of /** @type {[string, (field: string) => boolean][]} */ ([
    ['b24.user.get({ filter: { | } })', () => true],
    ["b24.call('user.get', { filter: { | } })", () => true],
    ["b24.list('user.get', { filter: { | } })", () => true],
    // Custom fields are a single pattern key to the compiler here.
    ["b24.batch({ a: ['user.get', { filter: { | } }] })", (field) => !field.startsWith('UF_')],
  ])) {
    test(`${code} completes conditions on fields and nothing else`, () => {
      const names = completions(code)
      const fields = completions("B24.where('|')")
      assert.ok(fields.length > 60)
      assert.deepEqual(
        fields.filter((field) => isOffered(field) && !names.includes(field)),
        [],
      )
      const isCondition = (/** @type {string} */ name) =>
        fields.includes(name.replaceAll('"', '').replace(/^[!=<>%@]+/, ''))
      assert.deepEqual(
        names.filter((name) => !isCondition(name)),
        [],
      )
    })
  }
})

suite('messages', () => {
  for (const [code, expected] of /** @type {const} */ ([
    [
      'b24.user.current({ signal })',
      /"user\.current takes no parameters; options are the second argument"/,
    ],
    [
      "b24.call('user.current', { signal })",
      /takes no parameters; options are the second argument/,
    ],
    ["b24.list('user.current')", /"user\.current returns everything at once: use b24\.call"/],
    ["b24.list('crm.deal.get')", /"crm\.deal\.get returns no list: use b24\.call"/],
    [
      "b24.list('im.user.list.get')",
      /"im\.user\.list\.get returns everything at once: use b24\.call"/,
    ],
    ["b24.list('crm.deal.get', { id: 5 })", /"crm\.deal\.get returns no list: use b24\.call"/],
    ["b24.list('crm.deal.fields')", /"crm\.deal\.fields returns no list: use b24\.call"/],
    ["b24.batch({ a: ['user.get', { fliter: {} }] })", /there is no \\"fliter\\" here/],
    [
      "b24.batch({ a: ['user.get', { filter: { LAST_NMAE: 'a' } }] })",
      /there is no \\"LAST_NMAE\\" here/,
    ],
    ["b24.batch({ a: ['user.current', { ID: 1 }] })", /user\.current takes no parameters/],
    ["b24.batch({ a: ['im.user.list.get'] })", /im\.user\.list\.get needs parameters/],
    ["b24.batch({ a: ['im.user.get', { ID: 'four' }] })", /Wanted<Identifier/],
    ["b24.batch({ a: ['user.get', { filter: { ACTIVE: 'Y' } }] })", /Wanted<boolean/],
    [
      "b24.batch({ a: ['im.user.get', { ID: B24.ref('me', 'user.current').NAME }] })",
      /Wanted<Identifier/,
    ],
    ["b24.batch({ a: { method: 'user.get', parms: {} } })", /a command is { method, params }/],
    ["B24.ref('a', 'crm.deal.get').ASSIGNED_BY", /Did you mean 'ASSIGNED_BY_ID'/],
    ["B24.ref('a', 'crm.item.list').items[0].ttile", /Did you mean 'title'/],
    ['b24.user.get({ filter: { LAST_NMAE: 1 } })', /Did you mean to write 'LAST_NAME'/],
    ["b24.call('crm.deal.list', { fliter: {} })", /'fliter'|Did you mean to write 'filter'/],
    ['b24.crm.deal.list({ fliter: {} })', /Did you mean to write 'filter'/],
    ["b24.batch({ a: ['crm.deal.list', { fliter: {} }] })", /there is no \\"fliter\\" here/],
    ["b24.call('crm.deal.get', {})", /OneOf<CrmDealGetParams, "id" | "ID">/],
    ["b24.batch({ a: ['crm.deal.get'] })", /crm\.deal\.get needs parameters/],
    [
      "b24.call('crm.deal.fields', { signal })",
      /"crm\.deal\.fields takes no parameters; options are the second argument"/,
    ],
    ['b24.user.get({ fliter: {} })', /Did you mean to write 'filter'/],
    ["v3.call('crm.deal.list', {})", /"crm\.deal\.list is no method of REST 3\.0: use b24\.call"/],
    ["v3.list('tasks.task.get')", /"tasks\.task\.get has no pages: use b24\.v3\.call"/],
    ["v3.list('crm.deal.list')", /"crm\.deal\.list is no method of REST 3\.0: use b24\.call"/],
    ["v3.call('tasks.task.list', { filters: [] })", /Did you mean to write 'filter'/],
    ["where3<'tasks.task.list'>('titel')", /'"titel"' is not assignable/],
  ])) {
    test(`${code} gets an explanation`, () => {
      const actual = messages(code)
      assert.match(actual, expected)
      assert.doesNotMatch(actual, /type 'never'/)
    })
  }
})
