// The window, the sliders and the dialogs of the host page.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { eventually } from './harness/eventually.js'
import { openConnected } from './harness/framed.js'
import { openStage } from './harness/stage.js'

const stage = await openStage()

/** @param {Record<string, string>} [query] */
const open = (query) => openConnected(stage, query)

suite('the initial data', () => {
  test('on the page of the app', async () => {
    const { page, frame } = await open()
    const info = await frame.evaluate(() => framed.frame.info)
    assert.deepEqual(info, {
      portal: stage.portal.portal,
      language: 'en',
      isAdmin: true,
      memberId: info.memberId,
      placement: 'DEFAULT',
      options: {},
      isFirstRun: true,
      isInstalling: false,
    })
    assert.match(info.memberId, /^[0-9a-f]{32}$/)
    await page.close()
  })

  test('in a placement', async () => {
    const query = { placement: 'CRM_DEAL_DETAIL_TAB', options: '{"ID":7}', lang: 'de' }
    const { page, frame } = await open(query)
    const [info, placement] = await frame.evaluate(() => [
      framed.frame.info,
      framed.frame.placement.info,
    ])
    assert.deepEqual(placement, { placement: 'CRM_DEAL_DETAIL_TAB', options: { ID: '7' } })
    assert.equal(info.language, 'de')
    await page.close()
  })

  test('is missing for a client outside a frame', async () => {
    const page = await stage.openTop('module.html')
    const found = await page.evaluate(async (address) => {
      const b24 = await sdk.B24.webhook(address)
      return ['frame' in b24, typeof (/** @type {any} */ (b24).frame?.info)]
    }, stage.portal.webhook)
    assert.deepEqual(found, [false, 'undefined'])
    await page.close()
  })
})

suite('the window', () => {
  test('sets and returns its size', async () => {
    const { page, frame } = await open()
    assert.deepEqual(await frame.evaluate(() => framed.frame.window.resize(640, 480)), {
      width: 640,
      height: 480,
    })
    const size = await page.locator('iframe.app-frame').boundingBox()
    assert.deepEqual([size?.width, size?.height], [640, 480])
    await page.close()
  })

  test('fits the content, larger and smaller', async () => {
    const { page, frame } = await open()
    for (const height of [900, 120]) {
      const size = await frame.evaluate((height) => {
        document.body.style.margin = '0'
        document.body.innerHTML = `<div style="height: ${height}px"></div>`
        return framed.frame.window.fit()
      }, height)
      assert.equal(size.height, height)
    }
    await page.close()
  })

  test('fits the content until stopped', async () => {
    const { page, frame } = await open()
    const height = () =>
      page
        .locator('iframe.app-frame')
        .boundingBox()
        .then((box) => box?.height)
    await frame.evaluate(async () => {
      document.body.style.margin = '0'
      document.body.innerHTML = `<div id="content" style="height: 300px"></div>`
      globalThis.dispose = await framed.frame.window.autoFit()
    })
    assert.equal(await height(), 300)
    for (const next of [700, 200]) {
      await frame.evaluate((next) => {
        Object.assign(document.getElementById('content')?.style ?? {}, { height: `${next}px` })
      }, next)
      await eventually(async () => assert.equal(await height(), next))
    }
    await frame.evaluate(async () => {
      dispose()
      dispose()
      Object.assign(document.getElementById('content')?.style ?? {}, { height: '500px' })
      await framed.frame.window.setTitle('after')
    })
    assert.equal(await height(), 200)
    await page.close()
  })

  test('gets a title and scrolls', async () => {
    const { page, frame } = await open()
    await frame.evaluate(() => framed.frame.window.setTitle('Orders: new'))
    assert.equal(await page.title(), 'Orders: new')
    await frame.evaluate(() => framed.frame.window.resize('100%', 4000))
    await frame.evaluate(() => framed.frame.window.scrollParent(700))
    assert.ok((await page.evaluate(() => scrollY)) >= 700)
    const size = await frame.evaluate(() => framed.frame.window.scrollSize())
    assert.ok(size.scrollWidth > 100 && size.scrollHeight >= 4000)
    await page.close()
  })

  test('reloads', async () => {
    const { page, frame } = await open()
    await page.evaluate(() => void Object.assign(globalThis, { isOld: true }))
    await frame.evaluate(() => framed.frame.window.reload()).catch(() => 'the frame is gone')
    await page.waitForFunction(() => !('isOld' in globalThis) && document.readyState === 'complete')
    await page.close()
  })

  test('rejects invalid values without a message', async () => {
    const { page, frame } = await open()
    const outcomes = await frame.evaluate(() => {
      const { window, slider, messenger, options } = /** @type {any} */ (framed.frame)
      return Promise.all(
        [
          () => window.resize('50%', 100),
          () => window.resize(100, 0),
          () => window.resize(100, NaN),
          () => window.setTitle(5),
          () => window.scrollParent(-1),
          () => slider.openPath('javascript:alert(1)'),
          () => slider.openPath('//example.org/'),
          () => messenger.call(0),
          () => messenger.phone(''),
          () => options.user.set('', 1),
        ].map(attempt),
      )
    })
    for (const outcome of outcomes) {
      assertFailed(outcome, { kind: 'input', code: 'INVALID_PARAMETERS' })
    }
    assert.deepEqual(await page.locator('#log li').count(), 1)
    await page.close()
  })
})

suite('sliders', () => {
  test('open a page of the portal until closed', async () => {
    const { page, frame } = await open()
    const closed = frame.evaluate(() => framed.frame.slider.openPath('/crm/deal/details/7/'))
    await page.frameLocator('.slider iframe').getByText('/crm/deal/details/7/').waitFor()
    await page.locator('.slider button').click()
    assert.equal(await closed, 'close')
    await page.close()
  })

  test('reject a path that the portal does not open', async () => {
    const { page, frame } = await open()
    const outcome = await frame.evaluate(() =>
      attempt(() => framed.frame.slider.openPath('/bitrix/admin/')),
    )
    assertFailed(outcome, { kind: 'portal', code: 'PATH_NOT_AVAILABLE', method: '' })
    await page.close()
  })

  test('are unavailable on some devices', async () => {
    const { page, frame } = await open({ replies: 'openPath:not-on-device' })
    const closed = frame.evaluate(() =>
      attempt(() => framed.frame.slider.openPath('/crm/deal/details/7/')),
    )
    await page.locator('.slider button').click()
    assertFailed(await closed, { kind: 'portal', code: 'METHOD_NOT_SUPPORTED_ON_DEVICE' })
    await page.close()
  })

  test('open the app itself until it closes', async () => {
    const { page, frame } = await open()
    const closed = frame.evaluate(() =>
      framed.frame.slider.openApplication(
        { order: 7, project: { id: 5 } },
        { width: 600, title: 'Order 7', label: { text: 'New', bgColor: '#ffe08a' } },
      ),
    )
    const nested = page.frameLocator('.slider iframe').frameLocator('iframe.app-frame')
    await eventually(async () =>
      assert.ok(await nested.locator('html').evaluate(() => 'sdk' in globalThis)),
    )
    assert.equal(await page.title(), 'Order 7')
    const panel = page.locator('.slider section')
    assert.equal((await panel.boundingBox())?.width, 600)
    assert.equal(await panel.locator('span').textContent(), 'New')
    const [options, denied] = await nested.locator('html').evaluate(async () => {
      const b24 = await sdk.B24.frame()
      const denied = await attempt(() => b24.frame.window.resize(100, 100, { timeout: 200 }))
      globalThis.framed = b24
      return [b24.frame.info.options, denied]
    })
    assert.deepEqual(options, { order: '7', project: { id: 5 } })
    assertFailed(denied, { kind: 'timeout', code: 'TIMEOUT' })
    await nested
      .locator('html')
      .evaluate(() => framed.frame.window.close())
      .catch(() => 'the frame is gone')
    assert.equal(await closed, null)
    assert.equal(await page.locator('.slider').count(), 0)
    await page.close()
  })
})

suite('dialogs', () => {
  test('select users, rights and CRM elements', async () => {
    const { page, frame } = await open()
    /** @type {(select: () => Promise<any>, names: RegExp[]) => Promise<any>} */
    const select = async (work, names) => {
      const selected = frame.evaluate(work)
      for (const name of names)
        await page.locator('dialog label', { hasText: name }).first().click()
      await page.locator('dialog').getByText('Select', { exact: true }).click()
      return selected
    }
    const label = page.locator('dialog label')
    const user = await select(() => framed.frame.dialogs.selectUser('Who?'), [/./])
    assert.equal(typeof user.id, 'number')
    assert.deepEqual(Object.keys(user), ['id', 'name', 'photo', 'position', 'url', 'sub', 'sup'])

    const users = frame.evaluate(() => framed.frame.dialogs.selectUsers())
    await label.nth(0).click()
    await label.nth(2).click()
    await page.locator('dialog').getByText('Select', { exact: true }).click()
    assert.deepEqual(
      (await users).map(({ id }) => typeof id),
      ['number', 'number'],
    )

    const access = await select(() => framed.frame.dialogs.selectAccess(['AU']), [/administrator/])
    assert.deepEqual(access, [
      { id: 'AU', name: 'All authorized users' },
      { id: 'U1', name: 'The administrator' },
    ])

    const found = await select(
      () => framed.frame.dialogs.selectCrm({ entityType: ['lead', 'deal'], multiple: true }),
      [/Call from the site 1/, /engines 2/],
    )
    assert.deepEqual(
      [found.lead, found.deal].map((rows) => rows.map((/** @type {any} */ row) => row.id)),
      [['L_1'], ['D_2']],
    )
    await page.close()
  })

  test('open in sequence, even if one closes late', async () => {
    const { page, frame } = await open()
    const both = frame.evaluate(() =>
      attempt(async () => [
        await framed.frame.dialogs.selectUser('first'),
        await framed.frame.dialogs.selectUser('second'),
      ]),
    )
    await assertBothSelected(page, both)
  })

  test('open again as soon as the host page has replied', async () => {
    const { page, frame } = await open()
    const both = frame.evaluate(() =>
      attempt(() => {
        const second = new Promise((resolve) => {
          const onReply = () => resolve(framed.frame.dialogs.selectUser('second'))
          addEventListener('message', onReply, { once: true })
        })
        return Promise.all([framed.frame.dialogs.selectUser('first'), second])
      }),
    )
    await assertBothSelected(page, both)
  })

  test('dismissed without a reply end by a signal, a deadline or the next dialog', async () => {
    const { page, frame } = await open()
    const cancel = () => page.locator('dialog').getByText('Cancel', { exact: true }).click()
    const outcome = frame.evaluate(() => {
      globalThis.controller = new AbortController()
      const { signal } = controller
      return attempt(() => framed.frame.dialogs.selectUser('', { signal }))
    })
    await cancel()
    await frame.evaluate(() => controller.abort())
    assertFailed(await outcome, { kind: 'aborted', code: 'ABORTED' })

    const late = frame.evaluate(() =>
      attempt(() => framed.frame.dialogs.selectAccess([], { timeout: 400 })),
    )
    await cancel()
    assertFailed(await late, { kind: 'timeout', code: 'TIMEOUT' })

    const first = frame.evaluate(() => attempt(() => framed.frame.dialogs.selectUsers()))
    await cancel()
    const second = frame.evaluate(() => attempt(() => framed.frame.dialogs.selectUser()))
    assertFailed(await first, { kind: 'aborted', code: 'DIALOG_REPLACED' })
    await page.locator('dialog label').first().click()
    await page.locator('dialog').getByText('Select', { exact: true }).click()
    assert.equal(typeof (await second).value.id, 'number')
    await page.close()
  })

  test('opened at the same time: the later one replaces the earlier one', async () => {
    const { page, frame } = await open()
    const both = frame.evaluate(() =>
      Promise.all([
        attempt(() => framed.frame.dialogs.selectUser('first', { timeout: 5000 })),
        attempt(() => framed.frame.dialogs.selectUser('second', { timeout: 5000 })),
      ]),
    )
    const dialog = page.locator('dialog', { hasText: 'second' })
    await dialog.locator('label').first().click()
    await dialog.getByText('Select', { exact: true }).click()
    const [first, second] = await both
    assertFailed(first, { kind: 'aborted', code: 'DIALOG_REPLACED' })
    assert.equal(typeof second.value?.id, 'number')
    await page.close()
  })

  test('with an aborted signal do not replace the open one', async () => {
    const { page, frame } = await open()
    const first = frame.evaluate(() => attempt(() => framed.frame.dialogs.selectUser('first')))
    await page.locator('dialog', { hasText: 'first' }).waitFor()
    const aborted = await frame.evaluate(() =>
      attempt(() => framed.frame.dialogs.selectUser('second', { signal: AbortSignal.abort() })),
    )
    assertFailed(aborted, { kind: 'aborted', code: 'ABORTED' })
    await page.locator('dialog label').first().click()
    await page.locator('dialog').getByText('Select', { exact: true }).click()
    assert.equal(typeof (await first).value?.id, 'number')
    await page.close()
  })
})

/**
 * Selects in the dialogs "first" and "second", one after the other, and asserts that both calls got
 * a user.
 *
 * @param {import('playwright-core').Page} page
 * @param {Promise<any>} both
 */
async function assertBothSelected(page, both) {
  for (const title of ['first', 'second']) {
    await page.locator('dialog', { hasText: title }).locator('label').first().click()
    await page.locator('dialog').getByText('Select', { exact: true }).click()
  }
  const { value, error } = await both
  assert.equal(error, undefined)
  assert.deepEqual(
    value.map((/** @type {any} */ { id }) => typeof id),
    ['number', 'number'],
  )
  await page.close()
}
