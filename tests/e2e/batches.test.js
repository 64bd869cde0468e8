// Batches in the portal's frame: one outcome for each command, in its place.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { recordRequests } from './harness/network.js'
import { openStage } from './harness/stage.js'

const { portal, openFrame } = await openStage({ users: 300 })
const { frame } = await openFrame('module.html')
await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))

beforeEach(() => portal.control.clear())
afterEach(() => portal.control.clearFaults())

const requests = async () => (await portal.control.requests()).length

test('sends 100 commands in 2 requests without a preflight', async () => {
  const sent = await recordRequests(frame, portal.portal)
  const outcomes = await frame.evaluate(async () => {
    const commands = Array.from({ length: 100 }, (_, at) => [
      'user.get',
      { filter: { ID: at + 1 }, ADMIN_MODE: true },
    ])
    /** @type {any} */
    const outcomes = await b24.batch(/** @type {any} */ (commands))
    return outcomes.map((/** @type {any} */ { ok, result }) => [ok, result[0]?.ID])
  })
  const { ids } = await portal.control.company()
  assert.deepEqual(
    outcomes,
    Array.from({ length: 100 }, (_, at) => [true, ids.includes(at + 1) ? at + 1 : undefined]),
  )
  assert.deepEqual(await sent(), ['POST', 'POST'])
  assert.equal(await requests(), 2)
})

test('accepts commands and conditions as the documentation writes them', async () => {
  const found = await frame.evaluate(async () => {
    const { me, same, staff } = await b24.batch({
      me: { method: 'user.current', params: {} },
      same: { method: 'user.get', params: { ID: sdk.B24.ref('me', 'user.current').ID } },
      staff: ['user.get', { UF_DEPARTMENT: 1, SORT: 'ID', ORDER: 'DESC' }],
    })
    const [head] = await b24.batch([{ method: 'department.get', params: { ID: 1 } }])
    const expected = await b24.user.get({ filter: { UF_DEPARTMENT: 1 }, sort: 'ID', order: 'DESC' })
    const ids = (/** @type {any} */ { result }) => result.map((/** @type {any} */ row) => row.ID)
    return {
      me: me.ok && me.result.ID,
      same: ids(same),
      head: ids(head),
      isSame:
        JSON.stringify(ids(staff)) === JSON.stringify(ids(expected)) && ids(expected).length > 0,
    }
  })
  assert.deepEqual(found, { me: 1, same: [1], head: [1], isSame: true })
})

test('returns outcomes by name, each with its envelope', async () => {
  const { me, page, staff, unknown } = await frame.evaluate(async () => {
    const { me, page, staff, unknown } = await b24.batch({
      me: ['user.current'],
      page: ['user.get', { ADMIN_MODE: true }],
      staff: ['im.department.employees.get', { ID: [1], USER_DATA: true }],
      unknown: ['no.such.method'],
    })
    return {
      me: me.ok && me.result.ID,
      page: page.ok && [page.result.length, page.total, page.next, page.time?.duration],
      staff: staff.ok && staff.result instanceof Map && staff.result.get(1)?.[0]?.id,
      unknown: unknown.ok || [
        unknown.executed,
        unknown.error instanceof sdk.B24Error,
        unknown.error.code,
      ],
    }
  })
  assert.equal(me, 1)
  assert.deepEqual(page, [50, 300, 50, 0])
  assert.equal(staff, 1)
  assert.deepEqual(unknown, [true, true, 'ERROR_METHOD_NOT_FOUND'])
  assert.equal(await requests(), 1)
})

test('a reference resolves to the result of an earlier command', async () => {
  const ids = await frame.evaluate(async () => {
    const me = sdk.B24.ref('me', 'user.current')
    const { again, staff, text } = await b24.batch({
      me: ['user.current'],
      again: ['user.get', { filter: { ID: me.ID } }],
      staff: ['im.department.employees.get', { ID: me.UF_DEPARTMENT }],
      text: ['user.get', { filter: { LAST_NAME: `No ${me.ID} of us` } }],
    })
    return [
      again.ok && again.result.map((user) => user.ID),
      staff.ok && staff.result.get(1)?.includes(1),
      text.ok && text.result.length,
    ]
  })
  assert.deepEqual(ids, [[1], true, 0])
  const body = new URLSearchParams((await portal.control.requests())[0]?.body)
  assert.equal(
    body.get('cmd[text]'),
    'user.get?filter%5BLAST_NAME%5D=No+%24result%5Bme%5D%5BID%5D+of+us',
  )
})

test('keeps text that looks like a reference, beside references within text', async () => {
  const texts = [
    'Sales $result[me][EMAIL]',
    '$Result[me][ID]',
    'Offer $total[net] EUR',
    '$timeout[5]',
  ]
  const stored = await frame.evaluate(async (texts) => {
    const me = sdk.B24.ref('me', 'user.current')
    /** @type {string[]} */
    const stored = []
    for (const text of [...texts, `No ${me.ID} of $5`, `${sdk.B24.ref('me').ID}`]) {
      const { write } = await b24.batch({
        me: ['user.current'],
        write: ['user.update', { ID: 1, WORK_POSITION: text }],
      })
      if (!write.ok) throw write.error
      const { result } = await b24.user.get({ filter: { ID: 1 } })
      stored.push(result[0]?.WORK_POSITION ?? '')
    }
    return stored
  }, texts)
  assert.deepEqual(stored, [...texts, 'No 1 of $5', '1'])
})

suite('rejects without a request', () => {
  /** @type {[source: string, code: string, words: RegExp][]} */
  const INVALID_CALLS = [
    ["{ a: ['user.get', { filter: { LASTNAME: 'x' } }] }", 'UNKNOWN_FIELD', /LAST_NAME/],
    ["{ a: ['user.get', { filters: {} }] }", 'UNKNOWN_PARAMETER', /filter/],
    ["{ a: ['im.user.list.get'] }", 'MISSING_PARAMETER', /ID/],
    ["{ a: ['crm.deal.list', { TITLE: `${r.ID},${r.ID}` }] }", 'INVALID_REFERENCE', /white space/],
    ["{ a: ['crm.deal.list', { TITLE: r.ID }] }", 'INVALID_REFERENCE', /earlier/],
    ["{ 'a b': ['user.current'] }", 'INVALID_NAME', /a b/],
    ["{ a: ['batch', { cmd: {} }] }", 'NOT_IN_BATCH', /batch/],
    ["{ a: 'user.current' }", 'INVALID_PARAMETERS', /command a: .*\[method, parameters\]/],
    ["{ a: { method: 'user.get', parms: {} } }", 'INVALID_PARAMETERS', /\[method, parameters\]/],
    ['{ a: { params: {} } }', 'INVALID_PARAMETERS', /\[method, parameters\]/],
    ['{ a: null }', 'INVALID_PARAMETERS', /\[method, parameters\]/],
    [
      "{ a: ['any', { x: 1 }], b: ['any', { id: NaN }] }",
      'INVALID_PARAMETERS',
      /command b: .*"id" is NaN/,
    ],
    [
      "{ me: ['user.current'], a: ['crm.deal.add', { x: null }], b: ['crm.deal.add', { x: r.ID }] }",
      'INVALID_REFERENCE',
      /command b: .*command a: x is null/,
    ],
    [
      "{ me: ['user.current'], a: ['crm.deal.add', { x: `$total[net] ${r.ID}` }] }",
      'INVALID_REFERENCE',
      /command a: x has text/,
    ],
    ["{ a: ['user.get', { 'filter[NAEM]': 'x' }] }", 'UNKNOWN_FIELD', /NAME/],
    ["{ a: ['crm.deal.add', { 'fields[x': 1 }] }", 'INVALID_PARAMETER', /fields\[x/],
    ["{ a: ['user.get', { filter: { NAME: Symbol('x') } }] }", 'INVALID_PARAMETERS', /NAME/],
    [
      "Array(50).fill(['user.current']).concat([['crm.deal.list', { TITLE: B24.ref(0).ID }]])",
      'INVALID_REFERENCE',
      /same request/,
    ],
  ]
  for (const [source, code, words] of INVALID_CALLS) {
    test(source, async () => {
      const outcome = await frame.evaluate(
        (source) =>
          attempt(() => {
            const { B24 } = sdk
            const r = B24.ref('me', 'user.current')
            return b24.batch(new Function('B24', 'r', `return ${source}`)(B24, r))
          }),
        source,
      )
      assertFailed(outcome, { kind: 'input', code })
      assert.match(outcome.error?.message ?? '', words)
      assert.equal(await requests(), 0)
    })
  }
})

test('returns outcomes of a list in its order', async () => {
  const outcomes = await frame.evaluate(() =>
    b24.batch([['scope'], ['none.such'], ['server.time']]).then((all) => all.map(({ ok }) => ok)),
  )
  assert.deepEqual(outcomes, [true, false, true])
})

suite('rejects invalid commands without a request', () => {
  for (const [source, description] of [
    ["new Map([['a', ['scope']]])", /commands are/],
    ["new Set([['scope']])", /commands are/],
    ['5', /commands are/],
    ["'scope'", /commands are/],
    ['undefined', /commands are/],
    ["Object.assign([], { 2: ['scope'] })", /command 0: a command is/],
    ["{ a: ['scope', null] }", /command a: a command is/],
    ["{ a: ['scope', 'full=1'] }", /command a: a command is/],
    ["{ a: ['scope', {}, { timeout: 5 }] }", /command a: a command is/],
  ]) {
    test(String(source), async () => {
      const outcome = await frame.evaluate(
        (source) => attempt(() => b24.batch(new Function(`return ${source}`)())),
        String(source),
      )
      const error = assertFailed(outcome, { kind: 'input', code: 'INVALID_PARAMETERS' })
      assert.match(error.description, /** @type {RegExp} */ (description))
      assert.equal(await requests(), 0)
    })
  }
})

suite('failures', () => {
  /** @type {(haltOnError: boolean) => Promise<string[]>} */
  const run = (haltOnError) =>
    frame.evaluate(async (haltOnError) => {
      const commands = Array.from({ length: 120 }, (_, at) => [at === 30 ? 'profile' : 'scope'])
      /** @type {any} */
      const outcomes = await b24.batch(/** @type {any} */ (commands), { haltOnError })
      return outcomes.map((/** @type {any} */ outcome) =>
        outcome.ok ? 'ok' : `${outcome.executed} ${outcome.error.code}`,
      )
    }, haltOnError)

  test('keep the other outcomes in place', async () => {
    await portal.control.fault({ name: 'hundred-error-code', method: 'profile' })
    const outcomes = await run(false)
    assert.equal(outcomes[30], 'true 100')
    assert.equal(outcomes.filter((outcome) => outcome === 'ok').length, 119)
    assert.equal(await requests(), 3)
  })

  test('not executed and failed commands differ, across requests', async () => {
    await portal.control.fault({ name: 'hundred-error-code', method: 'profile' })
    const outcomes = await run(true)
    assert.ok(outcomes.slice(0, 30).every((outcome) => outcome === 'ok'))
    assert.equal(outcomes[30], 'true 100')
    assert.deepEqual(outcomes.slice(31), Array(89).fill('false NOT_EXECUTED'))
    assert.equal(await requests(), 1)
  })

  test('a failed request fails only its own commands', async () => {
    await portal.control.fault({ name: 'not-an-envelope', times: 1 })
    const outcomes = await run(false)
    assert.deepEqual(outcomes.slice(0, 50), Array(50).fill('true NOT_AN_ENVELOPE'))
    assert.ok(outcomes.slice(50).every((outcome) => outcome === 'ok'))
    assert.equal(await requests(), 3)
  })

  test('a request of reads is sent again if its response is lost', async () => {
    await portal.control.fault({ name: 'empty-body', times: 1 })
    assert.deepEqual(await run(false), Array(120).fill('ok'))
    assert.equal(await requests(), 4)
  })

  test('a batch that only reads is repeated', async () => {
    await portal.control.fault({ name: 'empty-body', times: 1 })
    assert.ok((await run(false)).every((outcome) => outcome === 'ok'))
    assert.equal(await requests(), 4)
  })

  test('an expired token is refreshed once', async () => {
    await portal.control.expireTokens()
    assert.ok((await run(false)).every((outcome) => outcome === 'ok'))
    assert.equal(await requests(), 4)
  })

  test('a signal cancels the whole batch', async () => {
    const outcome = await frame.evaluate(() =>
      attempt(() => b24.batch({ me: ['user.current'] }, { signal: AbortSignal.abort() })),
    )
    assertFailed(outcome, { kind: 'aborted', code: 'ABORTED' })
    assert.equal(await requests(), 0)
  })
})
