// Input errors: invalid calls are rejected without a request, with a suggestion.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const { portal, openWebhook } = await openStage()
const page = await openWebhook()

/**
 * The invalid call as the text of an expression, which need not be serializable or compile.
 *
 * @type {[source: string, code: string, description: RegExp][]}
 */
const INVALID_CALLS = [
  ["b24.user.get({ filter: { LAST_NMAE: 'an' } })", 'UNKNOWN_FIELD', /did you mean "LAST_NAME"/],
  ["b24.user.get({ filter: { '%LAST_NMAE': 'an' } })", 'UNKNOWN_FIELD', /"LAST_NMAE".*"LAST_NAME"/],
  ["b24.user.get({ filter: { personal_city: 'x' } })", 'UNKNOWN_FIELD', /"PERSONAL_CITY"/],
  ['b24.user.get({ filter: { UTTERLY_OTHER: 1 } })', 'UNKNOWN_FIELD', /"UTTERLY_OTHER"/],
  ["b24.user.get({ filter: sdk.B24.where('LAST_NMAE').is('an') })", 'UNKNOWN_FIELD', /"LAST_NAME"/],
  ["b24.call('user.get', { filter: { LAST_NMAE: 'an' } })", 'UNKNOWN_FIELD', /"LAST_NAME"/],
  [
    "b24.user.get({ filter: { '~LAST_NAME': 'an' } })",
    'UNKNOWN_OPERATOR',
    /= != ! > >= < <= @ !@ % !% =% %= !=% !%=/,
  ],
  ["b24.user.get({ filter: { '@PERSONAL_CITY': 'x' } })", 'INVALID_CONDITION', /takes a list/],
  ["b24.user.get({ filter: { '>ID': [1] } })", 'INVALID_CONDITION', /takes a single value/],
  ["b24.user.get({ filter: { '%ID': 1 } })", 'INVALID_CONDITION', /operator/],
  ["b24.user.get({ filter: { ID: 'one' } })", 'INVALID_CONDITION', /whole number/],
  ["b24.user.get({ filter: { ACTIVE: 'perhaps' } })", 'INVALID_CONDITION', /true or false/],
  ['b24.user.get({ filter: { NAME: null } })', 'INVALID_CONDITION', /null/],
  ["b24.user.get({ filter: { '>DATE_REGISTER': 'soon' } })", 'INVALID_CONDITION', /ISO 8601/],
  ["b24.user.get({ filter: { NAME_SEARCH: 'ab' } })", 'INVALID_CONDITION', /three characters/],
  [
    "b24.user.get({ filter: sdk.B24.where('ID').is(1).and('ID').is(2) })",
    'INVALID_CONDITION',
    /"ID".*twice/,
  ],
  ['b24.user.get({ fliter: { ID: 1 } })', 'UNKNOWN_PARAMETER', /did you mean "filter"/],
  ["b24.user.get({ filter: { ID: 1 }, LAST_NAME: 'an' })", 'UNKNOWN_PARAMETER', /go into "filter"/],
  ["b24.user.get({ LAST_NMAE: 'an' })", 'UNKNOWN_PARAMETER', /did you mean "LAST_NAME"/],
  ["b24.user.get({ '%LAST_NMAE': 'an' })", 'UNKNOWN_FIELD', /did you mean "LAST_NAME"/],
  ["b24.user.search({ FIND: 'ab' })", 'INVALID_CONDITION', /three characters/],
  ["b24.user.get({ filter: 'LAST_NAME' })", 'INVALID_PARAMETER', /object of conditions/],
  ["b24.user.get({ sort: 'LAST_NMAE' })", 'UNKNOWN_FIELD', /"LAST_NAME"/],
  ["b24.user.get({ select: ['LAST_NMAE'] })", 'UNKNOWN_FIELD', /"LAST_NAME"/],
  ["b24.user.get({ order: 'UP' })", 'INVALID_PARAMETER', /ASC.*DESC/],
  ["b24.user.get({ start: 'soon' })", 'INVALID_PARAMETER', /whole number/],
  ['b24.user.current({ ID: 1 })', 'UNKNOWN_PARAMETER', /"ID"/],
  ["b24.call('../../evil')", 'INVALID_METHOD', /letters/],
  ["b24.call('')", 'INVALID_METHOD', /letters/],
  ["b24.call('profile', { auth: 'x' })", 'RESERVED_PARAMETER', /"auth"/],
  ["b24.call('profile', 'text')", 'INVALID_PARAMETERS', /object/],
  ["b24.call('profile', 42)", 'INVALID_PARAMETERS', /object/],
]

suite('rejects with a reason and without a request', () => {
  for (const [source, code, description] of INVALID_CALLS) {
    test(source, async () => {
      await portal.control.clear()
      const outcome = await page.evaluate(
        (source) => attempt(() => new Function(`return ${source}`)()),
        source,
      )
      const error = assertFailed(outcome, { kind: 'input', code, status: 0, retryable: false })
      assert.match(error.description, description)
      assert.deepEqual(await portal.control.requests(), [])
    })
  }
})

suite('invalid webhook addresses', () => {
  const ADDRESSES = [
    '',
    'c0dec0dec0de',
    'http://example.com/rest/1/c0dec0dec0de/',
    'https://example.com/rest/c0dec0dec0de/',
    'https://example.com/rest/one/c0dec0dec0de/',
    'https://example.com/rest/1/c0dec0dec0de/user.get.json',
    'https://example.com/rest/1/c0dec0dec0de?x',
    'https://user:c0dec0dec0de@example.com/rest/1/c0dec0dec0de/',
  ]
  for (const address of ADDRESSES) {
    test(`"${address}": rejected, the code redacted`, async () => {
      const outcome = await page.evaluate(
        (address) => attempt(() => sdk.B24.webhook(address)),
        address,
      )
      const error = assertFailed(outcome, { kind: 'input', method: '' }, ['c0dec0dec0de'])
      assert.match(error.code, /^INVALID_(WEBHOOK|ADDRESS)$/)
    })
  }

  for (const address of ['undefined', 'null', '42', '{}']) {
    test(`${address} as an address`, async () => {
      const outcome = await page.evaluate(
        (source) => attempt(() => sdk.B24.webhook(new Function(`return (${source})`)())),
        address,
      )
      assertFailed(outcome, { kind: 'input' })
    })
  }
})
