// Every command of the host page: with a reply, denied, without a reply, with a forged reply.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { eventually } from './harness/eventually.js'
import { sendCommand, WITH_REPLY, WITHOUT_REPLY } from './harness/frame-commands.js'
import { openConnected, setReplies } from './harness/framed.js'
import { knownNames } from './harness/known-names.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()
const { control } = stage.portal

/** Milliseconds after which a test cancels a command without a reply. */
const DEADLINE = 300

/** The modes of replies so far. */
const testedModes = new Set()

/**
 * Opens the page where a row's command is available.
 *
 * @param {import('./harness/frame-commands.js').Row} row
 * @param {Record<string, string>} [query]
 */
async function open({ command, placement }, query) {
  const { page, frame } = await openConnected(stage, { ...(placement && { placement }), ...query })
  /** Sets the mode of the replies to the command. @param {string} mode */
  const setMode = (mode) => {
    testedModes.add(mode)
    return setReplies(page, { [command]: mode })
  }
  return { page, frame, setMode }
}

/** @param {import('./harness/frame-commands.js').Row} row */
const name = ({ command, send }) => `${command} (${send.toString().replace(/.*=> /s, '')})`

suite('commands with a reply', () => {
  for (const row of WITH_REPLY) {
    test(`${name(row)}: replies, repeated and forged ones included`, async () => {
      const { page, frame, setMode } = await open(row)
      for (const mode of ['normal', 'twice', 'foreign-origin-first', 'foreign-source']) {
        await setMode(mode)
        const outcome = sendCommand(frame, row)
        await row.confirm?.(page)
        const { value, error } = await outcome
        assert.equal(error, undefined, mode)
        if ('reply' in row) assert.deepEqual(value, row.reply, mode)
        assert.ok(!JSON.stringify(value ?? null).includes('forged'), mode)
      }
      await page.close()
    })

    test(`${name(row)}: denied, no reply, reply to another command, invalid reply`, async () => {
      const { page, frame, setMode } = await open(row)
      for (const mode of ['denied', 'never', 'wrong-id']) {
        await setMode(mode)
        const outcome = sendCommand(frame, row, DEADLINE)
        if (mode !== 'denied') await row.confirm?.(page)
        const error = assertFailed(await outcome, { kind: 'timeout', code: 'TIMEOUT' })
        // A command of the placement first requests the interface.
        const description = `^no reply to "${row.command}" from the page at \\S+ within ${DEADLINE} ms$`
        assert.match(error.description, new RegExp(description), mode)
        assert.ok(error.after < DEADLINE + 2000, `${mode}: ${error.after} ms`)
      }
      await setMode('not-json')
      const outcome = sendCommand(frame, row)
      await row.confirm?.(page)
      assertFailed(await outcome, { kind: 'frame', code: 'INVALID_HOST_MESSAGE' })
      await page.close()
    })
  }

  test('accepts a slow reply within the deadline', async () => {
    const [row] = WITH_REPLY
    assert.ok(row)
    const { page, frame, setMode } = await open(row, { delay: '300' })
    await setMode('slow')
    assert.deepEqual((await sendCommand(frame, row)).value, row.reply)
    await page.close()
  })

  test('reports a device that does not support the command', async () => {
    const [row] = WITH_REPLY
    assert.ok(row)
    const { page, frame, setMode } = await open(row)
    await setMode('not-on-device')
    const outcome = await sendCommand(frame, row)
    assertFailed(outcome, { kind: 'portal', code: 'METHOD_NOT_SUPPORTED_ON_DEVICE' })
    await page.close()
  })

  test('a denied command has a default deadline', async () => {
    const { page, frame } = await openConnected(stage, { placement: 'TASK_VIEW_TAB' })
    const outcome = await frame.evaluate(() => attempt(() => framed.frame.window.setTitle('a')))
    const error = assertFailed(outcome, { kind: 'frame', code: 'FRAME_TIMEOUT' })
    assert.match(error.description, /within 5000 ms; a portal ignores commands/)
    await page.close()
  })

  test('aborted by a signal', async () => {
    const { page, frame } = await openConnected(stage, { replies: 'setTitle:never' })
    const outcome = await frame.evaluate(() => {
      const controller = new AbortController()
      const outcome = attempt(() =>
        framed.frame.window.setTitle('a', { signal: controller.signal }),
      )
      controller.abort()
      return outcome
    })
    assertFailed(outcome, { kind: 'aborted', code: 'ABORTED' })
    await page.close()
  })
})

suite('commands without a reply', () => {
  for (const row of WITHOUT_REPLY) {
    test(`${name(row)} is sent`, async () => {
      const { page, frame, setMode } = await open(row)
      // Denied first: a command may reload the page.
      await setMode('denied')
      assert.equal((await sendCommand(frame, row)).value, 'sent')
      await page.locator('#log li', { hasText: row.command }).getByText('ignored').waitFor()
      await setMode('normal')
      // A reload of the page may destroy the frame before it returns the outcome.
      const outcome = sendCommand(frame, row).catch(() => ({ value: 'sent' }))
      assert.equal((await outcome).value, 'sent')
      await page.close()
    })
  }

  test('pass their values to the messenger', async () => {
    const { page, frame } = await openConnected(stage)
    await frame.evaluate(() => framed.frame.messenger.call(7))
    await page.getByText('The messenger calls {"userId":7,"video":true}').waitFor()
    await frame.evaluate(() => framed.frame.messenger.openChat())
    await page.getByText('The messenger opens []').waitFor()
    await page.close()
  })
})

suite('options', () => {
  test('keep their values across a reload', async () => {
    await control.reset()
    await control.settings({ bucket: { enabled: false } })
    const { page, frame } = await openConnected(stage)
    const values = { zero: 0, empty: '', no: false, list: [1, 'a'], nothing: null, map: { a: 1 } }
    const kept = await frame.evaluate(async (values) => {
      const { user, app } = framed.frame.options
      for (const [name, value] of Object.entries(values)) {
        await user.set(name, value)
        await app.set(name, value)
      }
      return [user.all(), app.all(), user.get('zero'), app.get('no'), app.get('toString')]
    }, values)
    assert.deepEqual(kept, [values, values, 0, false, undefined])
    await page.close()

    const again = await openConnected(stage)
    const read = await again.frame.evaluate(() => {
      const { user, app } = framed.frame.options
      return [user.all(), app.all()]
    })
    assert.deepEqual(read, [values, values])
    await again.page.close()
  })

  test('of the app are rejected at once without administrator rights', async () => {
    await control.settings({ host: { admin: false } })
    const { page, frame } = await openConnected(stage)
    const outcome = await frame.evaluate(() => attempt(() => framed.frame.options.app.set('a', 1)))
    const error = assertFailed(outcome, { kind: 'permission', code: 'ADMIN_ONLY' })
    assert.ok(error.after < 500)
    assert.equal(await page.locator('#log li').count(), 1)
    assert.equal(await frame.evaluate(() => framed.frame.info.isAdmin), false)
    await control.settings({ host: { admin: true } })
    await page.close()
  })
})

suite('installation', () => {
  test('is reported and finished by an install page', async () => {
    await control.settings({ host: { installed: false } })
    const { page, frame } = await openConnected(stage)
    assert.equal(await frame.evaluate(() => framed.frame.install.isInstalling), true)
    const finished = page.waitForURL(/install_finished=Y/)
    await frame.evaluate(() => framed.frame.install.finish()).catch(() => 'the frame is gone')
    await finished
    await page.close()

    const again = await openConnected(stage)
    assert.equal(await again.frame.evaluate(() => framed.frame.install.isInstalling), false)
    await again.page.close()
  })

  test('is pending until the set-up of the first run is done', async () => {
    await control.reset()
    await control.settings({ bucket: { enabled: false } })
    const isFirst = async (/** @type {boolean} */ done) => {
      const { page, frame } = await openConnected(stage)
      const first = await frame.evaluate(async (done) => {
        if (done) await framed.frame.install.firstRunDone()
        return framed.frame.install.isFirstRun
      }, done)
      await page.close()
      return first
    }
    assert.deepEqual(
      [await isFirst(false), await isFirst(true), await isFirst(false)],
      [true, true, false],
    )
  })
})

suite('credentials', () => {
  test('are returned by auth(), refreshed on request', async () => {
    const { page, frame } = await openConnected(stage)
    const [first, same, fresh] = await frame.evaluate(async () => [
      await framed.auth(),
      await framed.auth(),
      await framed.auth({ fresh: true }),
    ])
    assert.deepEqual(first, same)
    assert.notEqual(fresh?.accessToken, first?.accessToken)
    assert.notEqual(fresh?.refreshToken, first?.refreshToken)
    assert.equal(fresh?.portal, stage.portal.portal)
    assert.ok(Math.abs((fresh?.expires ?? 0) - Date.now() - 3_600_000) < 60_000)
    const everything = await frame.evaluate(() =>
      [...texts([framed, framed.frame], new Set())].join('\n'),
    )
    for (const secret of [first, fresh].flatMap((auth) => [
      auth?.accessToken,
      auth?.refreshToken,
    ])) {
      assert.ok(secret && !everything.includes(secret))
    }
    await page.close()
  })

  test('fail without a fresh token; the error redacts the old one', async () => {
    const { page, frame } = await openConnected(stage, { refresh: 'no-token' })
    const [{ accessToken, refreshToken }, outcome] = await frame.evaluate(async () => [
      await framed.auth(),
      await attempt(() => framed.auth({ fresh: true })),
    ])
    assertFailed(outcome, { kind: 'frame', code: 'INVALID_HOST_MESSAGE' }, [
      accessToken,
      refreshToken,
    ])
    await page.close()
  })

  test('are unavailable for a webhook', async () => {
    const page = await stage.openTop('module.html')
    const outcome = await page.evaluate(
      (address) => attempt(async () => /** @type {any} */ (await sdk.B24.webhook(address)).auth()),
      stage.portal.webhook,
    )
    assertFailed(outcome, { kind: 'input', code: 'NO_AUTH' })
    await page.close()
  })
})

test('covers every mode of the host page', async () => {
  const known = await knownNames(control.settings({ host: { replies: { a: 'none-such' } } }))
  assert.ok(known.length >= 10)
  assert.deepEqual([...testedModes].toSorted(), known)
})

test('covers every command of the host page', async () => {
  const { page } = await openConnected(stage)
  const commands = await page.evaluate(async () => {
    const module = '/host/commands.js'
    return Object.keys((await import(module)).commands)
  })
  const tried = [...WITH_REPLY, ...WITHOUT_REPLY].map(({ command }) => command)
  const elsewhere = ['getInitData', 'refreshAuth', 'placementBindEvent']
  for (const command of commands) {
    assert.ok([...tried, ...elsewhere].includes(command), command)
  }
  await page.close()
})

test('shows the commands of the app', async () => {
  const { page, frame } = await openConnected(stage)
  await frame.evaluate(() => framed.frame.window.setTitle('a'))
  await eventually(async () =>
    assert.match((await page.locator('#log li').first().textContent()) ?? '', /setTitle.*replied/),
  )
  await page.close()
})
